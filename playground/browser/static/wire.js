// Asking the server: acts, parts of the page, suggestions.
export const here = document.body.dataset;

const own = (path) => `/as/${here.person}/${path}`;
let underWay = 0;

function countProgress(step) {
  underWay += step;
  document.getElementById("progress").hidden = underWay === 0;
}

async function posted(name, asked) {
  countProgress(1);
  try {
    return await fetch(own(`act/${name}`), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(asked),
    });
  } finally {
    countProgress(-1);
  }
}

/** Resolves to {ok, trouble}; never rejects, so that callers can show the trouble where it belongs. */
export async function act(name, asked) {
  try {
    const response = await posted(name, asked);
    if (response.ok) return await response.json();
    return { ok: false, trouble: response.status === 404 ? "This is not here any more." : "The workspace could not do that." };
  } catch {
    return { ok: false, trouble: "The workspace cannot be reached. Is it still running?" };
  }
}

export async function suggestedOptions(asked) {
  const response = await posted("suggest", asked);
  if (!response.ok) throw new Error(`suggest answered ${response.status}`);
  return await response.text();
}

export async function partOf(name) {
  const thread = here.thread ? `?thread=${here.thread}` : "";
  const response = await fetch(own(`${here.place}/part/${name}${thread}`));
  if (!response.ok) throw new Error(`${name} answered ${response.status}`);
  return await response.text();
}
