// Sets the theme before anything is painted; the settings page writes the key.
(function () {
  var set = null;
  try {
    set = localStorage.getItem('onsite.theme');
  } catch {
    // Storage may be refused; the system's theme then holds.
  }
  var dark =
    set === 'dark' || (set !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
