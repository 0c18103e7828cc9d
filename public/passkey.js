// Signs in by a passkey, or makes one: asks the site for a challenge, the device for its answer, and sends the form with it.
const KEY = globalThis.PublicKeyCredential;

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const named = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

// Browsers before 2025 read and write only bytes.
const forMaking = (options) =>
  KEY.parseCreationOptionsFromJSON?.(options) ?? {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: named(options.excludeCredentials),
  };
const forAsking = (options) =>
  KEY.parseRequestOptionsFromJSON?.(options) ?? {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: named(options.allowCredentials),
  };

function written(credential) {
  if (credential.toJSON) return credential.toJSON();
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  const { id, rawId, type } = credential;
  return { id, rawId: text(rawId), type, response, clientExtensionResults: {} };
}

async function challenge(what) {
  const answer = await fetch(`/api/passkey/${what}`, { method: "POST" });
  if (answer.status === 429) throw new Error("That was a little too often. Please try again in a minute.");
  if (answer.status === 403) throw new Error("Please reload this page and confirm that it is you.");
  if (!answer.ok) throw new Error("The site could not be asked. Please try again.");
  return answer.json();
}

async function run(what, form) {
  const { ceremony, options } = await challenge(what);
  const credential = await (what === "make"
    ? navigator.credentials.create({ publicKey: forMaking(options) })
    : navigator.credentials.get({ publicKey: forAsking(options) }));
  form.elements.ceremony.value = ceremony;
  form.elements.credential.value = JSON.stringify(written(credential));
  form.submit();
}

const WORDS = {
  NotAllowedError: "No passkey was used. You can try again.",
  InvalidStateError: "This device has a passkey for your account already.",
  NotSupportedError: "This device cannot keep a passkey.",
  SecurityError: "Passkeys do not work at this address.",
};

for (const place of KEY ? document.querySelectorAll("[data-passkey]") : []) {
  const [button, said, form] = [place.querySelector("button"), place.querySelector("[role=status]"), place.closest("form")];
  const what = place.dataset.passkey;
  place.hidden = false;
  button.addEventListener("click", async () => {
    if (what === "make" && !form.reportValidity()) return;
    [button.disabled, said.textContent] = [true, "Please follow your device."];
    try {
      await run(what, form);
    } catch (error) {
      said.textContent = WORDS[error.name] ?? (error.name === "Error" ? error.message : "This did not work. Please try again.");
      button.disabled = false;
    }
  });
}
