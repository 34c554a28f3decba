import type { EvaluationContext } from '@openfeature/web-sdk';

/** A user to start from. */
export interface DemoUser {
  readonly name: string;
  readonly context: EvaluationContext;
}

const JOHN: DemoUser = {
  name: 'John, admin',
  context: {
    targetingKey: 'd45e303a-38c2-11ed-a261-0242ac120002',
    email: 'john.doe@gofeatureflag.org',
    firstname: 'john',
    lastname: 'doe',
    anonymous: false,
    professional: true,
    admin: true,
    rate: 3.14,
    age: 30,
    company_info: { name: 'my_company', size: 120 },
    labels: ['pro', 'beta'],
  },
};

/** The user that the page opens with. */
export const FIRST_USER: DemoUser = JOHN;

/** Users whose answers differ from one another. */
export const DEMO_USERS: readonly DemoUser[] = [
  JOHN,
  {
    name: 'Ada, freelancer',
    context: {
      targetingKey: '7c1f4a52-0d3e-4b58-9a61-5f2f9a0c1e71',
      email: 'ada@example.com',
      firstname: 'ada',
      lastname: 'byron',
      anonymous: false,
      professional: true,
      admin: false,
      rate: 2.5,
      age: 36,
      company_info: { name: 'analytical', size: 1 },
      labels: ['pro'],
    },
  },
  {
    name: 'Ines, shopper',
    context: {
      targetingKey: 'b2e9d0c4-6a7b-47f3-8c0e-2d91a35f6b10',
      email: 'ines@example.com',
      firstname: 'ines',
      lastname: 'lopes',
      anonymous: false,
      professional: false,
      admin: false,
      rate: 4.2,
      age: 67,
      labels: [],
    },
  },
  {
    name: 'Visitor',
    context: { targetingKey: '0f6d2b9e-91c4-4e0a-b7d5-83a1c6e4f953', anonymous: true },
  },
];
