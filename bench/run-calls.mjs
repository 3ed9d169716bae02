// In a process of its own: microseconds per call over a transport that answers at once.
const { module, validate, peer } = JSON.parse(process.argv[2]);
const client = await import(module);
const customer = JSON.stringify({ id: "cus_1", object: "customer", created: 1, livemode: false, email: "a@b.example" });
const answer = async () => new Response(customer, { headers: { "content-type": "application/json" } });
const call = peer === "hey-api" ? makePeerCall() : makeOwnCall();
await repeat(2_000);
const count = 10_000;
const start = performance.now();
await repeat(count);
console.log(((performance.now() - start) * 1000) / count);

function makeOwnCall() {
  const stripe = client.createStripe({
    auth: "key",
    transport: answer,
    ...(validate && { validate: { response: validate } }),
  });
  return () => stripe.customers.retrieve("cus_1");
}

function makePeerCall() {
  client.client.setConfig({ baseUrl: "https://api.stripe.com", fetch: answer, auth: "key" });
  return () => client.getCustomersCustomer({ path: { customer: "cus_1" } });
}

async function repeat(times) {
  for (let number = 0; number < times; number++) await call();
}
