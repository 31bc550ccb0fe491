import type { ToolOptions } from '../sandbox/tools.ts';
import { openSandbox, type Sandbox } from '../sandbox.ts';

/** The sandbox of a process that goes on without one. */
export interface SandboxKeeper {
  /** The one sandbox, opened at the first call. Throws TranscoderUnavailableError as long as there is none. */
  open(): Promise<Sandbox>;
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
  return {
    open() {
      if (!opening || performance.now() >= retryAt) {
        retryAt = Number.POSITIVE_INFINITY;
        opening = open(options);
        opening.catch(() => {
          retryAt = performance.now() + retrySeconds * 1000;
        });
      }
      return opening;
    },
  };
}
