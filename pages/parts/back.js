// Back to where somebody was before the door; once, and within this address only.
{
  const back = window.sessionStorage.getItem("lunheng_back");
  window.sessionStorage.removeItem("lunheng_back");
  if (back && back !== window.location.pathname + window.location.search && /^\/(?![/\\])/.test(back)) {
    window.location.replace(back);
  }
}
