/** What is to run every day, and when. */
export interface ScheduledTask {
  /** Absolute program and its arguments. */
  readonly command: readonly string[];
  /** What the run needs to find configuration and store where they are now. */
  readonly environment: Readonly<Record<string, string>>;
  /** Local time; the scheduler adds a random delay where it can. */
  readonly hour: number;
  readonly minute: number;
}

/** What a scheduler's own file says, read back. */
export interface FoundTask {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** As whom it runs, where the file says so. */
  readonly user: string | null;
}

/** One thing to write: an absolute path and its bytes. */
export interface ScheduleFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** How many minutes runs are spread over, so that not everybody asks the service at once. */
export const spreadMinutes = 120;
