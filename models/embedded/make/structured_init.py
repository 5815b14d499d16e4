"""Initial weights that copy from the context and find sentence starts before any training.

Four circuits are written into a fresh Qwen2 model; everything else starts at small random values.

* Layer 0, heads 0-2, *look back*: head h looks at the token h + 1 places back, whatever it is.
  Its query and key are constants (the bias of Qwen2's projections); rotary positions turn them
  into a score that peaks at one distance. It writes what it saw into dimensions of the residual
  stream that embeddings leave free.
* Layer 2, heads 1-2, *induction*: looks for the place whose previous tokens equal the present
  ones (in rotary dimensions that turn so slowly that distance does not matter) and adds the token
  found there to the prediction.
* Layer 1, heads 2-3, *sentence start*: looks for the nearest token that follows a full stop, a
  colon or a line end, and for the one after it, and writes both into free dimensions: every
  token knows how its sentence begins.
* Layer 2, head 0, *fetch*: matches as induction does, but reads how the sentence found there
  begins; layer 3, heads 0-1, turn what the last tokens fetched into a prediction, at
  the end of a line or after a colon.

Token embeddings share a part between spellings of one word (case, leading space) and a smaller
part between words with one beginning, so that matching forgives case and endings from the start;
tokens that end a sentence share a part too.

References:
    Olsson et al. 2022, "In-context Learning and Induction Heads" (the circuit); Su et al. 2021
    (rotary positions).
"""

import math

import torch
from torch import Tensor
from transformers import PreTrainedTokenizerFast, Qwen2ForCausalLM

EMBEDDING_STD = 0.1
MATCH_DIMENSIONS = 28
START_DIMENSIONS = 48
LOOK_BACK_WEIGHTS = (1.0, 0.8, 0.6)
"""Weights of the match of the present token and of the two before it."""
LOOK_BACKS = len(LOOK_BACK_WEIGHTS)
POSITION_PAIRS = 8
POSITION_GAP = 9.0
"""Least score difference (in nats) between the wanted distance and its neighbours."""
MATCH_SCALE = 3.0
COPY_SCALE = 5.0
FETCH_SCALE = 3.0
SAY_SCALES = (24.0, 16.0)
"""Loudness of the first token of a line, and of the one after it: the first after a space."""
REST_SCALE = 0.3
"""Scale of the output weights that no circuit uses."""
SLOW_TURN = 0.6
"""Greatest turn, in radians over 256 tokens, of a rotary dimension that is used for content."""
SHARED = {"word": 0.75, "stem": 0.3, "own": 0.6}
STEM_CHARACTERS = 4
SENTENCE_ENDS = (".", "!", "?", ":", "]", "#", "\n")
END_SHARE = 0.85
SPACE_SHARE = 0.1
FLAG = 5.0
"""Size, relative to an embedding, of the dimension that marks the tokens in `SENTENCE_ENDS`."""
WINDOW_SCORE, WINDOW_TOKENS = 6.0, 32
"""Score in nats of each of the last tokens, when something is said; their number."""
HERE_PAIRS = 6
NO_MATCH_SCORE = 50.0
"""Score in nats below which a match is none."""
NEAREST_SCORE, NEAREST_SLOPE, NEAREST_TOKENS, FAR_TOKENS = 24.0, 0.25, 60, 1000
"""Score in nats of a sentence start at distance 0, its fall per token, the distance over which it
falls, the farthest."""


class _Writer:
    """Holds the sizes and the random directions that the circuits share."""

    def __init__(
        self, model: Qwen2ForCausalLM, tokenizer: PreTrainedTokenizerFast, seed: int
    ) -> None:
        self.generator = torch.Generator().manual_seed(seed)
        self.model = model
        self.tokenizer = tokenizer
        self.hidden = model.config.hidden_size
        self.head_size = self.hidden // model.config.num_attention_heads
        self.flag = self.hidden - 1
        self.embedded = self.flag - LOOK_BACKS * MATCH_DIMENSIONS - START_DIMENSIONS
        self.start_place = slice(self.flag - START_DIMENSIONS, self.flag)
        theta = model.config.rope_parameters["rope_theta"]
        self.turns = theta ** (-torch.arange(0, self.head_size, 2).float() / self.head_size)
        self.reader = self.orthogonal(self.embedded)[:MATCH_DIMENSIONS]
        self.start_readers = [self.orthogonal(self.embedded)[:START_DIMENSIONS] for _ in range(2)]
        self.sentence_end = torch.randn(self.embedded, generator=self.generator)

    def orthogonal(self, size: int) -> Tensor:
        """Return a random rotation."""
        rotation: Tensor = torch.linalg.qr(torch.randn(size, size, generator=self.generator))[0]
        return rotation

    def rows(self, head: int) -> slice:
        """Return the rows of a head in the projections."""
        return slice(head * self.head_size, (head + 1) * self.head_size)

    def back_place(self, back: int) -> slice:
        """Return the dimensions that hold the token `back` + 1 places back."""
        first = self.embedded + back * MATCH_DIMENSIONS
        return slice(first, first + MATCH_DIMENSIONS)

    def embeddings(self) -> Tensor:
        """Return unit-variance embeddings of all tokens; that of a lone space is near zero."""
        shared: dict[str, Tensor] = {}

        def vector(key: str) -> Tensor:
            if key not in shared:
                shared[key] = torch.randn(self.embedded, generator=self.generator)
            return shared[key]

        rows = []
        for index in range(len(self.tokenizer)):
            own = torch.randn(self.embedded, generator=self.generator)
            text = self.tokenizer.decode([index])
            word = text.strip().casefold()
            if word.isalpha():
                stem = vector("stem " + word[:STEM_CHARACTERS])
                mixed = (
                    SHARED["word"] * vector("word " + word)
                    + SHARED["stem"] * stem
                    + SHARED["own"] * own
                )
                own = mixed / math.sqrt(sum(share**2 for share in SHARED.values()))
            elif text.rstrip(" ").endswith(SENTENCE_ENDS):
                own = END_SHARE * self.sentence_end + math.sqrt(1 - END_SHARE**2) * own
            elif text == " ":
                own = own * SPACE_SHARE
            rows.append(own)
        return torch.stack(rows)

    def flags(self) -> Tensor:
        """Return, for all tokens, whether they end a sentence or a line."""
        texts = (self.tokenizer.decode([index]) for index in range(len(self.tokenizer)))
        return torch.tensor([float(text.rstrip(" ").endswith(SENTENCE_ENDS)) for text in texts])

    def look_back(self) -> None:
        """Write the look-back heads."""
        attention = self.model.model.layers[0].self_attn
        amplitude = torch.zeros(len(self.turns))
        amplitude[:POSITION_PAIRS] = 1.0
        gap = (amplitude * (1 - torch.cos(self.turns))).sum()
        constant = amplitude * math.sqrt(POSITION_GAP * math.sqrt(self.head_size) / float(gap))
        for head in range(len(LOOK_BACK_WEIGHTS)):
            rows, distance = self.rows(head), head + 1
            attention.q_proj.weight[rows] = 0
            attention.k_proj.weight[rows] = 0
            attention.q_proj.bias[rows] = torch.cat([constant, torch.zeros_like(constant)])
            attention.k_proj.bias[rows] = torch.cat(
                [
                    constant * torch.cos(self.turns * distance),
                    constant * torch.sin(self.turns * distance),
                ]
            )
            read = torch.zeros(self.head_size, self.hidden)
            read[:MATCH_DIMENSIONS, : self.embedded] = self.reader
            attention.v_proj.weight[rows] = read
            write = torch.zeros(self.hidden, self.head_size)
            write[self.back_place(head), :MATCH_DIMENSIONS] = torch.eye(MATCH_DIMENSIONS)
            attention.o_proj.weight[:, rows] = write * EMBEDDING_STD

    def match(self, layer: int, heads: range) -> None:
        """Make the heads look at places whose previous tokens equal the present ones."""
        attention = self.model.model.layers[layer].self_attn
        slow = (self.turns * 256 < SLOW_TURN).nonzero().flatten()
        content = torch.cat([slow, slow + len(self.turns)])[:MATCH_DIMENSIONS]
        query = torch.zeros(MATCH_DIMENSIONS, self.hidden)
        key = torch.zeros(MATCH_DIMENSIONS, self.hidden)
        query[:, : self.embedded] = self.reader * LOOK_BACK_WEIGHTS[0]
        key[:, self.back_place(0)] = torch.eye(MATCH_DIMENSIONS)
        for back in range(1, LOOK_BACKS):
            mixing = self.orthogonal(MATCH_DIMENSIONS)
            query[:, self.back_place(back - 1)] = mixing * LOOK_BACK_WEIGHTS[back]
            key[:, self.back_place(back)] = mixing
        for head in heads:
            rows = self.rows(head)
            attention.q_proj.weight[rows] = 0
            attention.k_proj.weight[rows] = 0
            attention.q_proj.weight[rows.start + content] = query[: len(content)] * MATCH_SCALE
            attention.k_proj.weight[rows.start + content] = key[: len(content)] * MATCH_SCALE

    def induction(self) -> None:
        """Write the induction heads."""
        attention = self.model.model.layers[2].self_attn
        self.match(2, range(3))
        copier = torch.zeros(2 * self.head_size, self.hidden)
        rotation = self.orthogonal(self.embedded)[: len(copier)]
        copier[: len(rotation), : self.embedded] = rotation
        both = slice(self.head_size, 3 * self.head_size)
        attention.v_proj.weight[both] = copier
        attention.o_proj.weight[:, both] = copier.T * EMBEDDING_STD * COPY_SCALE

    def sentence_start(self) -> None:
        """Write the heads that carry how a sentence begins to all its tokens."""
        attention = self.model.model.layers[1].self_attn
        seen = self.reader @ self.sentence_end
        for back, head in enumerate((3, 2)):
            rows = self.rows(head)
            attention.q_proj.weight[rows] = 0
            attention.q_proj.bias[rows] = self.ones()
            is_start = torch.zeros(self.hidden)
            is_start[self.back_place(back)] = seen / seen.dot(seen)
            attention.k_proj.weight[rows] = torch.outer(self.nearness(), is_start)
            read = torch.zeros(self.head_size, self.hidden)
            read[:START_DIMENSIONS, : self.embedded] = self.start_readers[back]
            attention.v_proj.weight[rows] = read
            write = torch.zeros(self.hidden, self.head_size)
            write[self.start_place, :START_DIMENSIONS] = torch.eye(START_DIMENSIONS)
            attention.o_proj.weight[:, rows] = write * EMBEDDING_STD

    def distance_key(self, wanted: Tensor) -> Tensor:
        """Return the key, fitted by least squares, whose score is `wanted[distance]` nats."""
        angles = torch.outer(torch.arange(len(wanted)).double(), self.turns.double())
        features = torch.cat([torch.cos(angles), torch.sin(angles)], dim=1)
        weight = 1 + 9 * (wanted.double() > 5)
        scores = wanted.double() * math.sqrt(self.head_size)
        ridge = 0.02 * torch.eye(features.shape[1]).double()
        solved: Tensor = torch.linalg.solve(
            features.T @ (weight[:, None] * features) + ridge, features.T @ (weight * scores)
        )
        return solved.float()

    def ones(self) -> Tensor:
        """Return the constant query of the heads that look at distances."""
        return torch.cat([torch.ones_like(self.turns), torch.zeros_like(self.turns)])

    def nearness(self) -> Tensor:
        """Return the key that prefers the nearest of several places."""
        distance = torch.arange(FAR_TOKENS).float()
        near = NEAREST_SCORE - NEAREST_SLOPE * distance
        far = near[NEAREST_TOKENS] * (1 - distance / FAR_TOKENS) - 3
        return self.distance_key(torch.where(distance < NEAREST_TOKENS, near, far))

    def window(self) -> Tensor:
        """Return the key that looks evenly at the last tokens."""
        distance = torch.arange(FAR_TOKENS)
        wanted = torch.where(distance < WINDOW_TOKENS, WINDOW_SCORE, 0.0)
        return self.distance_key(wanted)

    def here(self, score: float) -> Tensor:
        """Return the query and key with that score at the present token and less elsewhere."""
        amplitude = torch.zeros(len(self.turns))
        amplitude[:HERE_PAIRS] = math.sqrt(score * math.sqrt(self.head_size) / HERE_PAIRS)
        return torch.cat([amplitude, torch.zeros_like(amplitude)])

    def fetch(self) -> None:
        """Write the head that fetches how a matched sentence begins, and those that say it.

        Where nothing matches well, the fetching head looks at its own token, and the last head,
        which always does, takes what it wrote away again.
        """
        attention, first = self.model.model.layers[2].self_attn, self.rows(0)
        last = self.rows(self.hidden // self.head_size - 1)
        read = torch.zeros(self.head_size, self.hidden)
        read[:START_DIMENSIONS, self.start_place] = torch.eye(START_DIMENSIONS)
        attention.q_proj.bias[first] = self.here(NO_MATCH_SCORE)
        attention.k_proj.bias[first] = self.here(NO_MATCH_SCORE)
        attention.q_proj.weight[last] = 0
        attention.k_proj.weight[last] = 0
        attention.q_proj.bias[last] = self.here(2 * NO_MATCH_SCORE)
        attention.k_proj.bias[last] = self.here(2 * NO_MATCH_SCORE)
        for rows, sign in ((first, 1), (last, -1)):
            attention.v_proj.weight[rows] = read
            attention.o_proj.weight[:, rows] = read.T * EMBEDDING_STD * FETCH_SCALE * sign
        attention = self.model.model.layers[3].self_attn
        for head, reader in enumerate(self.start_readers):
            rows = self.rows(head)
            attention.q_proj.weight[rows] = 0
            attention.q_proj.weight[rows, self.flag] = self.ones()
            attention.k_proj.bias[rows] = self.window()
            attention.v_proj.weight[rows] = read
            write = torch.zeros(self.hidden, self.head_size)
            write[: self.embedded, :START_DIMENSIONS] = reader.T
            attention.o_proj.weight[:, rows] = write * EMBEDDING_STD * SAY_SCALES[head]


def write_circuits(model: Qwen2ForCausalLM, tokenizer: PreTrainedTokenizerFast, seed: int) -> None:
    """Write the embeddings and circuits in place; needs at least 4 layers of 4 heads."""
    writer = _Writer(model, tokenizer, seed)
    with torch.no_grad():
        embedding = model.model.embed_tokens.weight
        embedding.zero_()
        embedding[:, : writer.embedded] = writer.embeddings() * EMBEDDING_STD
        embedding[:, writer.flag] = writer.flags() * EMBEDDING_STD * FLAG
        for layer in model.model.layers:
            layer.self_attn.o_proj.weight.mul_(REST_SCALE)
            layer.mlp.down_proj.weight.mul_(REST_SCALE)
        writer.look_back()
        writer.induction()
        writer.sentence_start()
        writer.fetch()
