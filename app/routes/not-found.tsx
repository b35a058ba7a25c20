/** Every address that is not ours: answered like any other thing that cannot be found. */
export function loader(): never {
  throw new Response(null, { status: 404 });
}

export default function NotFound() {
  return null;
}
