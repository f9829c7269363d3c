/** One thing a person does and sees; the steps of a scenario build on one another. */
export interface Step {
  readonly name: string;
  readonly run: () => Promise<void>;
}
