/** What runs or lies about now, the latest last; whatever ends the bench ends these first. */
const open: (() => Promise<void>)[] = [];

/** Gives `work` something that must be closed however it ends, also by a Ctrl-C. */
export async function whileOpen<T>(close: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  open.push(close);
  try {
    return await work();
  } finally {
    open.splice(open.indexOf(close), 1);
    await close();
  }
}

export async function closeAll(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close();
}
