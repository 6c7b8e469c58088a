"""What an attacker would try if a page ever let markup through, tried from inside a page."""

# Each of these runs where nothing stops it; htmx's own guard is taken away, so that the policy alone decides.
TRICKS = {"img", "details", "script", "link", "style", "attribute", "hx-on"}

INJECT = """async () => {
  const ran = window.ran = [];
  // Each trick hangs on something that happens; what happened is waited for, so that a slow machine hides nothing.
  const happened = (where, what) => new Promise(done => where.addEventListener(what, done, {once: true}));
  const host = document.createElement("div");
  document.body.append(host);
  host.innerHTML = `<img src="/static/nowhere.png" onerror="window.ran.push('img')">
    <details open ontoggle="window.ran.push('details')">x</details>
    <style>#tricked { outline: 7px solid }</style><p id="tricked">x</p>
    <p id="dressed" style="outline: 9px solid">x</p>
    <a id="led" href="javascript:void window.ran.push('link')">x</a>`;
  const script = document.createElement("script");
  script.textContent = "window.ran.push('script')";
  host.append(script);
  const answers = [happened(host.querySelector("img"), "error"), happened(host.querySelector("details"), "toggle")];
  host.querySelector("#led").click();
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("hx-on:click", "window.ran.push('hx-on')");
  host.append(button);
  if (window.htmx) {
    htmx.config.allowEval = true;
    htmx.process(host);
    answers.push(happened(button, "click"));
    // What Chromium evaluates for a test may use eval; what a page does later may not.
    setTimeout(() => button.click());
  }
  await Promise.all(answers);
  // The link is followed by a task of the page's own, of which nothing tells.
  await new Promise(done => setTimeout(done, 250));
  const outline = id => getComputedStyle(document.getElementById(id)).outlineWidth;
  if (outline("tricked") === "7px") ran.push("style");
  if (outline("dressed") === "9px") ran.push("attribute");
  host.remove();
  return ran;
}"""

# Put into every page before anything of it runs.
LISTEN = """window.violations = [];
document.addEventListener("securitypolicyviolation",
  event => window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));"""

# Shapes asked for that the page does not hold: nothing is drawn in their place.
BLANK = """[...document.querySelectorAll("use")].map(each => each.getAttribute("href"))
  .filter(shape => !document.getElementById(shape.slice(1))).map(shape => `no shape ${shape}`)"""

# Done once what the page began has been drawn, and with it whatever the policy blocked has been told.
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
