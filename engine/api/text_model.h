#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/text/tokenizer.h"
#include "engine/values/expected.h"
#include "engine/values/generation_options.h"
#include "engine/values/generation_result.h"
#include "engine/values/load_options.h"
#include "engine/values/mask_prediction.h"
#include "engine/values/model_anatomy.h"
#include "engine/values/model_info.h"
#include "engine/values/scored_token.h"
#include "engine/values/segmented_ids.h"
#include "engine/values/state_trace.h"
#include "engine/values/text_evaluation.h"
#include "engine/values/text_pair.h"

namespace vitrine::api {

class TextInspector;
class TextSession;

/// A loaded language model with its tokeniser. Immutable, so safe to read from several threads;
/// what changes from call to call lives in a TextSession.
class TextModel : public std::enable_shared_from_this<TextModel> {
public:
    /// Reads config and tokeniser only: milliseconds, whatever the size of the weights.
    static Expected<ModelInfo> inspect(const std::filesystem::path& folder);
    static Expected<MemoryEstimate> estimate(
        const std::filesystem::path& folder, const LoadOptions& options);
    /// Weights are memory-mapped. OutOfMemory before anything is allocated when the estimate does
    /// not fit (unless allowed); a GPU that runs out falls back to the CPU and placement() says so.
    static Expected<std::shared_ptr<const TextModel>> load(const std::filesystem::path& folder,
        const LoadOptions& options, std::stop_token stop = {},
        const ProgressCallback& progress = {});

    ~TextModel();
    const ModelInfo& info() const;
    const DevicePlacement& placement() const;
    const text::Tokenizer& tokenizer() const;
    /// How it is built, with the parameters of each part.
    ModelAnatomy anatomy() const;

    /// A session with its own key–value cache. One thread at a time.
    std::unique_ptr<TextSession> newSession() const;
    /// Looks into what the model computes for a text. One thread at a time.
    std::unique_ptr<TextInspector> newInspector() const;

    /// What the model expects at each of `positions`, the `top` most probable tokens first, from
    /// what stands on both sides. The input is taken as it is; mask it before (mask token:
    /// tokenizer().maskToken()). Errors: HeadMissing, PromptEmpty, PromptTooLong, TokenUnknown,
    /// OptionInvalid, Interrupted.
    Expected<std::vector<MaskPrediction>> fillMask(const SegmentedIds& input,
        std::span<const int> positions, int top, std::stop_token stop = {}) const;
    /// Two texts as the model takes them together. Where they do not fit the context, the longer
    /// one is cut first, and the result says so. Error: TextInvalid.
    Expected<TextPair> encodePair(std::string_view first, std::string_view second) const;
    /// Whether `second` goes on from `first`. Errors: HeadMissing, TextInvalid, Interrupted.
    Expected<NextSentence> nextSentence(
        std::string_view first, std::string_view second, std::stop_token stop = {}) const;

    /// What a model without attention carries from token to token, and the gates that made it,
    /// over `ids`, which are taken as they are. Errors: HeadMissing for a model with attention,
    /// PromptEmpty, PromptTooLong, TokenUnknown, Interrupted.
    Expected<std::vector<StateTrace>> states(
        std::span<const TokenId> ids, std::stop_token stop = {}) const;

    /// Each line by itself (`lines`), or the text as one stream in windows of the context length.
    Expected<TextEvaluation> evaluate(std::string_view text, bool lines, std::stop_token stop = {},
        const ProgressCallback& progress = {}) const;
    /// One forward pass over `input`, taken as it is, written as safetensors: input_ids, logits
    /// (where the model has a head for them), hidden.i, attention.i.
    Expected<void> trace(const SegmentedIds& input, const std::filesystem::path& out) const;
    /// Writes the model as a Hugging Face folder (config, weights, tokeniser).
    Expected<void> save(const std::filesystem::path& folder, DType dtype) const;

    struct Impl;
    explicit TextModel(std::unique_ptr<Impl> impl); ///< for load()

private:
    friend class TextInspector;
    friend class TextSession;
    std::unique_ptr<Impl> m_impl;
};

using GeneratedTokenCallback = std::function<void(const GeneratedToken&)>;
using BeamCallback = std::function<void(const BeamSnapshot&)>;

/// One user's conversation with a model. Keeps the keys and values of the last ids it saw, and
/// computes only what differs from them: a keystroke at the end of a text costs one token. A model
/// that does not continue texts (Abilities::continues) answers every call with HeadMissing.
class TextSession {
public:
    explicit TextSession(std::shared_ptr<const TextModel> model);
    ~TextSession();

    /// Every token of `ids` with its surprisal, rank and the entropy it was taken from, as
    /// nextToken() foresees it after those before it; the first, after a beginning of text if any.
    /// Errors: PromptTooLong, TokenUnknown, Interrupted.
    Expected<std::vector<ScoredToken>> score(
        std::span<const TokenId> ids, std::stop_token stop = {});
    /// What the model expects after `ids`, before and after each active processor of `options`.
    Expected<NextTokenDistribution> nextToken(
        std::span<const TokenId> ids, const GenerationOptions& options, std::stop_token stop = {});
    /// Continues `ids`. `onToken` (sampling, greedy) or `onBeams` (beam search) is called on this
    /// thread after every step. A stop asked for takes effect within one token; the result then
    /// holds what was made so far with StopReason::Interrupted.
    Expected<GenerationResult> generate(std::span<const TokenId> ids,
        const GenerationOptions& options, std::stop_token stop = {},
        const GeneratedTokenCallback& onToken = {}, const BeamCallback& onBeams = {});

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vitrine::api
