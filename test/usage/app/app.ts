import { connect } from "../client/client.js";
import type { NewPet, Owner, Pet, Stall } from "../client/index.js";
import { type Animal, connectShop, pets } from "./api.js";

const shop = connectShop();
const { retrieve } = shop.pets;

/** Hands on what it is given. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  return call();
}

/** Prints what it is given. */
function shout<T>(value: T): void {
  JSON.stringify(value);
}

function nameOf<T extends { constrained: string }>(value: T): string {
  return value.constrained;
}

function pluck<T, K extends keyof T>(value: T, key: K): T[K] {
  return value[key];
}

interface Named {
  readonly structural: string;
}

export async function useEverything(key: "computed"): Promise<unknown[]> {
  const pet = await shop.pets.retrieve("1");
  const seen: unknown[] = [];
  seen.push(pet.access); // access
  const other = pet;
  seen.push(other.alias); // alias
  const { destructured, renamed: short } = pet; // destructured renamed
  seen.push(destructured, short);
  const copy = { ...pet, more: true };
  seen.push(copy.spread); // spread
  const { access: _access, ...others } = pet; // access
  seen.push(others.rest); // rest
  const patient = await patiently(() => retrieve("2"));
  seen.push(patient.wrapper); // wrapper
  const animal: Animal = await pets.retrieve(connect(), "3");
  seen.push(animal.reexported); // reexported
  const named: Named = pet; // structural
  seen.push(named.structural);
  seen.push(pet["element"]); // element
  seen.push(pet[key]); // computed
  seen.push(nameOf(pet)); // constrained
  seen.push(pluck(pet, "picked")); // picked
  const list = await shop.pets.list({ limit: 3, sort: "name" }); // limit sort
  for (const each of list.pets) seen.push(each.loop); // loop pets
  seen.push(list.total); // total
  seen.push(pet.vet?.city); // vet city
  if ("narrowed" in pet) seen.push(1); // narrowed
  seen.push(list.pets.some((each) => each.optional)); // pets optional
  seen.push(pet.status === "sold"); // status
  return seen;
}

export type Indexed = Pet["indexed"]; // indexed

export async function giveEverything(made: NewPet): Promise<void> {
  await shop.pets.create({ name: "Tom", kind: "cat", chip: { code: "1" } }); // name kind chip code
  const color = { name: "Rex", color: "red" };
  await shop.pets.create(color); // name color
  await shop.pets.create(made); // name kind color chip code maker
}

export async function loseTrack(): Promise<void> {
  const found: Stall = await shop.stalls.retrieve("1");
  JSON.stringify(found);
  const owner: Owner = await shop.owners.retrieve("1");
  shout(owner);
}
