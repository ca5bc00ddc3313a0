// Whoever followed a link to a page comes back to it after logging in: the provider leads to the first page only.
window.sessionStorage.setItem("lunheng_back", window.location.pathname + window.location.search);
