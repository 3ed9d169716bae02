// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** A field that leads to an object, a list of them, or null; `Args` is what it takes, `undefined` where it takes nothing. */
export interface Link<Value, Args = undefined> {
  readonly link: Value;
  readonly args: Args;
}

/** A field that takes something and gives a scalar. */
export interface Leaf<Value, Args> {
  readonly leaf: Value;
  readonly args: Args;
}

/** The part of an interface or a union that is one object type. */
export interface On<Type> {
  readonly on: Type;
}

/** What may be asked of a type: `true` for a scalar, a selection for an object, arguments under `$`. */
export type Selection<Type> = { readonly [Key in keyof Type]?: Choice<Type[Key]> | undefined };

type Choice<Field> =
  Field extends Link<infer Value, infer Args>
    ? Selection<Base<Value>> & Given<Args>
    : Field extends Leaf<unknown, infer Args>
      ? ({} extends Args ? true : never) | Given<Args>
      : Field extends On<infer Type>
        ? Selection<Type>
        : true;

type Given<Args> = [Args] extends [undefined]
  ? unknown
  : {} extends Args
    ? { readonly $?: Args | undefined }
    : { readonly $: Args };

/** The object type inside lists and null. */
type Base<Value> = Value extends readonly (infer Item)[] ? Base<Item> : NonNullable<Value>;

/** What a selection gives. */
export type Selected<Type, Asked> = [OnKey<Asked>] extends [never]
  ? Plain<Type, Asked>
  : OnSelected<Type, Asked, OnKey<Asked>> | Others<Type, Asked>;

type OnKey<Asked> = Extract<keyof Asked, `... on ${string}`>;

type Plain<Type, Asked> = {
  [Key in keyof Asked & keyof Type as Key extends OnKey<Asked> | "$" ? never : Key]: Result<Type[Key], Asked[Key]>;
};

type Result<Field, Asked> =
  Field extends Link<infer Value, unknown>
    ? Rewrap<Value, Asked>
    : Field extends Leaf<infer Value, unknown>
      ? Value
      : Field;

type Rewrap<Value, Asked> = Value extends null
  ? null
  : Value extends readonly (infer Item)[]
    ? Rewrap<Item, Asked>[]
    : Selected<Value, Asked>;

/** One variant for each object type that is asked of by name. */
type OnSelected<Type, Asked, Key extends keyof Asked> = Key extends keyof Asked & keyof Type
  ? Type[Key] extends On<infer Inner>
    ? Merge<Plain<Type, Asked>, Plain<Inner, Asked[Key]>, NameOf<Key>>
    : never
  : never;

type NameOf<Key> = Key extends `... on ${infer Name}` ? Name : never;

type Merge<Common, Own, Name> = {
  [Key in keyof Common | keyof Own]: Key extends "__typename"
    ? Name
    : Key extends keyof Own
      ? Own[Key]
      : Key extends keyof Common
        ? Common[Key]
        : never;
};

/** What is given of all other types. */
type Others<Type, Asked> = {
  [Key in keyof Plain<Type, Asked>]: Key extends "__typename"
    ? Exclude<Plain<Type, Asked>[Key], NameOf<OnKey<Asked>>>
    : Plain<Type, Asked>[Key];
};
