import { gql } from "somewhere";

// query NotThis { viewer { id } }
const other = `query NorThis { viewer { id } }`;

export const Visitor = gql`
  query Visitor {
    viewer {
      ...Greeting
    }
  }
  ${"Greeting"}
`;

export const Greeting = /* GraphQL */ `
  fragment Greeting on Customer {
    name
    email
  }
`;

export const label = other + "gql`query NeitherThis { viewer { id } }`";
