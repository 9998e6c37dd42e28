"""What is a secret, and what only looks like one."""

import pytest

from knowlog.domain.secrets import entropy, find_secrets

RANDOM = "aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA2cD4eF6gH8jK0"


def kinds(text: str) -> list[str]:
    return [secret.kind for secret in find_secrets(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("key AKIAQYLPMN5HHHFPZAM2 here", "an AWS access key"),
        ("ASIAQYLPMN5HHHFPZAM2", "an AWS access key"),
        (f"aws_secret_access_key = {RANDOM[:40]}", "a secret"),
        (f"ghp_{RANDOM[:36]}", "a GitHub token"),
        (f"token: ghs_{RANDOM[:36]}", "a GitHub token"),
        (f"github_pat_{RANDOM[:22]}_{RANDOM}", "a GitHub token"),
        (f"glpat-{RANDOM[:20]}", "a GitLab token"),
        (f"sk-{RANDOM}", "an OpenAI key"),
        (f'OPENAI_API_KEY="sk-proj-{RANDOM}"', "an OpenAI key"),
        (f"sk-ant-api03-{RANDOM}-{RANDOM[:20]}AA", "an Anthropic key"),
        (f"sk-or-v1-{'0123456789abcdef' * 4}", "an OpenRouter key"),
        ("xoxb-2345678901-2345678901234-AbCdEfGhIjKl", "a Slack token"),
        (f"https://hooks.slack.com/services/T0ABC1234/B0DEF5678/{RANDOM[:24]}", "a Slack webhook"),
        (f"AIza{RANDOM[:35]}", "a Google key"),
        (f"hf_{RANDOM[:34]}", "a Hugging Face token"),
        (f"sk_live_{RANDOM[:24]}", "a Stripe key"),
        (f"npm_{RANDOM[:36]}", "an npm token"),
        ("postgres://ada:gX7p2Lq9@db.internal/log", "a password in an address"),
        (f"SECRET_KEY_BASE={RANDOM}", "a secret"),
        (f'{{"apiKey": "{RANDOM[:24]}"}}', "a secret"),
        (f"password: '{RANDOM[:18]}'", "a secret"),
        (f"Authorization: Bearer {RANDOM[:30]}", "a secret"),
        (
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEiLCJleHAiOjE3MDB9.c2lnbmF0dXJlLXNpZ25hdHVyZQ",
            "a JSON Web Token",
        ),
        (
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUA\n",
            "a private key",
        ),
        ("> -----BEGIN PRIVATE KEY-----\n> MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n", "a private key"),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIEpAIBAAKCAQEA1c7+9z5P\n",
            "a private key",
        ),
    ],
)
def test_keys_and_tokens_of_the_usual_kinds(text: str, kind: str) -> None:
    assert kinds(text) == [kind]
    assert kinds(f"Text before.\n\n```sh\n{text}\n```\n") == [kind]


@pytest.mark.parametrize(
    "text",
    [
        # Hashes of models, commits and data are no secrets, whatever they look like.
        "commit 9f876b61c7ff4dea122219bfa0739c831474dfa0",
        "sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "checkpoint-8f14e45fceea167a5a36dedd4bea2543.safetensors",
        'revision="5d8e0f3a7c2b91e4"',
        "run id: 1x7efuymd9k2p0qa",
        "md5 = 9e107d9d372bb6826bd81d3542a419d6",
        # What ML notes call tokens.
        "pad_token: <|endoftext|>, mask_token_id=50264, num_tokens=1000000000000000",
        "tokenizer: 5d8e0f3a7c2b91e45d8e0f3a7c2b91e4",
        "token = tokenizer.decode(output_ids[0], skip_special_tokens=True)",
        "tokens: 9f876b61c7ff4dea122219bfa0739c83",
        "loss per token: 1.2345678901234567e-05",
        '"NextToken": "D/vRIYNyhG79ugdta3f+8cRg9oSRo"',
        # Words that hold a prefix.
        "task-specific-adapters-for-language-models-2024 and disk-usage",
        "scikit: sk-learn-contrib-lightning-tests-0123456789abcdef",
        # Placeholders, and the examples of the documentations.
        "AKIAIOSFODNN7EXAMPLE and wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "sk-ant-api03-abc......xyz",
        "sk-your-key-here, sk-proj-xxxxxxxxxxxxxxxxxxxxxxxx",
        "xoxb-your-token-here-0000",
        "password: changeme12345678, PGPASSWORD=password",
        "SECRET_KEY_BASE=abc123efg456",
        "api_key = $(op item get 'Key 2024' --field credential)",
        "api_key = process.env.MUX_TOKEN_2024_PRODUCTION",
        "token: ${{ secrets.GITHUB_TOKEN }}",
        "postgres://user_123:123456789012345@10.0.1.1/db and postgres://postgres:postgres@localhost",
        "mongodb+srv://<USER>:<PASSWORD1>@host",
        "http://example.com:8080/a@b",
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA1c7+9z5Pad7O...\n",
        "It starts with `-----BEGIN OPENSSH PRIVATE KEY-----`.",
        "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ",
        "eyJub3QganNvbiBhdCBhbGw.eyJub3QganNvbiBhdCBhbGw.c2lnbmF0dXJlLXNpZ25hdHVyZQ",
        "eyJbImxpc3QiXSI6MX0xxxxx.eyJbMV0.c2lnbmF0dXJlLXNpZ25hdHVyZQ",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert kinds(text) == []


def test_a_secret_is_never_shown_whole() -> None:
    key = f"ghp_{RANDOM[:36]}"
    (secret,) = find_secrets(f"my {key}.")
    assert (secret.start, secret.end, secret.shown) == (3, 43, "ghp_… (40 characters)")
    (short,) = find_secrets("ftp://ada:gX7p2Lq9@host")
    assert short.shown == "… (8 characters)"


def test_entropy_is_counted_in_bits_a_character() -> None:
    assert entropy("aaaa") == 0
    assert entropy("abab") == 1
    assert entropy("abcdefgh") == 3


@pytest.mark.parametrize(
    "text",
    [
        "=" * 300_000 + "(",
        "=a" * 100_000 + "(",
        "token" * 50_000 + ":" * 50_000,
        "-----BEGIN PRIVATE KEY-----\n" + "a: " * 50_000,
        "-----BEGIN PRIVATE KEY-----" + " >" * 100_000,
        "x://" * 50_000,
        "xoxb-" + "a" * 200_000 + "_",
        "sk-ant-" * 50_000,
        "eyJ" + "a" * 200_000 + "." + "eyJ" * 50_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    assert kinds(text) == []
