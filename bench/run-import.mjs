// In a process of its own: milliseconds to import a module for the first time.
const { module } = JSON.parse(process.argv[2]);
const start = performance.now();
await import(module);
console.log(performance.now() - start);
