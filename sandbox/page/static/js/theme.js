// Light or dark: the system's choice until the switch says otherwise.

const KEY = "sandbox.theme";

export function startTheme(button) {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    root.dataset.theme = localStorage.getItem(KEY) ?? (dark.matches ? "dark" : "light");
  };
  button.addEventListener("click", () => {
    localStorage.setItem(KEY, root.dataset.theme === "dark" ? "light" : "dark");
    show();
  });
  dark.addEventListener("change", show);
  show();
}
