export const signIn = {
  title: 'Sign in',
  lead: 'For staff of government departments, each with an account of their own.',
  username: 'User name',
  password: 'Password',
  submit: 'Sign in',
  demoTitle: 'Demo accounts',
  demoText: 'Invented accounts; one press signs in. The departments of one share application come first.',
  demoStory: 'Example: housing asks civil affairs for minimum-living-allowance data',
  demoAll: 'Other departments ({{count}})',
};
