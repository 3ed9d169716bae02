/** An amount of money in cents: what the tests' config says that `Money` is. */
export interface Cents {
  readonly cents: number;
}

export const money = {
  decode(json: string): Cents {
    const cents = Math.round(Number(json) * 100);
    if (Number.isNaN(cents)) throw new TypeError("must be an amount like 19.90");
    return { cents };
  },
  encode: ({ cents }: Cents): string => (cents / 100).toFixed(2),
};
