/**
 * What this device remembers, on this device alone. Storage can be forbidden, full or emptied at any
 * time: then nothing is remembered, and playing goes on.
 */
export interface DeviceMemory {
  read(key: string): string | null;
  write(key: string, value: string): void;
}

export const deviceMemory: DeviceMemory = {
  read(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Forbidden or full: see above.
    }
  },
};
