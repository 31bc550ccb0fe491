import type { ToolOptions } from '../sandbox/tools.ts';
import { openSandbox, type Sandbox } from '../sandbox.ts';

/** The sandbox of a process that goes on without one. */
export interface SandboxKeeper {
  /** The one sandbox, opened at the first call. Throws TranscoderUnavailableError as long as there is none. */
  open(): Promise<Sandbox>;
  /**
   * Opens it anew after something went wrong, so that a file is not blamed for a machine that was changed meanwhile: what
   * is missing by now is thrown as by `open`, for all who ask from then on.
   */
  reopen(): Promise<Sandbox>;
}

/**
 * Opens the sandbox when it is first asked for and, where that fails, again at the first call after
 * `retrySeconds`: an operator who installs what is missing need not start anything again.
 */
export function createSandboxKeeper(
  options: ToolOptions,
  { retrySeconds = 25, open = openSandbox } = {},
): SandboxKeeper {
  let opening: Promise<Sandbox> | undefined;
  let retryAt = Number.POSITIVE_INFINITY;
  const begin = () => {
    retryAt = Number.POSITIVE_INFINITY;
    opening = open(options);
    opening.catch(() => {
      retryAt = performance.now() + retrySeconds * 1000;
    });
    return opening;
  };
  return {
    open: () => (opening && performance.now() < retryAt ? opening : begin()),
    reopen: begin,
  };
}
