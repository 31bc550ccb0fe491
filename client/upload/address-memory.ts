/** Addresses of unfinished uploads by file. Without storage (private mode, full) only a restart cannot resume. */
export class AddressMemory {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined) {
    this.#storage = storage;
  }

  remember(key: string, address: string): void {
    try {
      this.#storage?.setItem(key, address);
    } catch {
      // Browsers throw when they may not store; the upload itself does not need it.
    }
  }

  recall(key: string): string | undefined {
    return this.#storage?.getItem(key) ?? undefined;
  }

  forget(key: string): void {
    this.#storage?.removeItem(key);
  }
}
