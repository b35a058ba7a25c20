/**
 * `review`: who signs it signs no other review of the same case (SoD 2, 9). `reply`: it is part of an answer to somebody
 * outside, who does not see it before the answer is recorded. `apart`: duties whose signers do not sign this one, though
 * they may review something else of the case. `records`: it writes down what somebody else answered, and decides nothing.
 */
export type Duty = {
  label: string;
  sentence: string;
  source: string;
  review: boolean;
  reply: boolean;
  apart?: readonly string[];
  records?: true;
};
