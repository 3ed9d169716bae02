/** Whether a number is a multiple of a step, as near as doubles come to it; no step, and one that leads nowhere, asks for nothing. */
export function isMultiple(value: number, step: number | undefined): boolean {
  return step === undefined || step <= 0 || Math.abs(value / step - Math.round(value / step)) < 1e-9;
}
