#include "engine/cli/json_output.h"

#include <string>
#include <utility>
#include <vector>

#include "engine/text/unicode.h"

namespace vitrine::cli {

namespace {

/// JSON holds characters only: bytes that are a part of one appear as U+FFFD.
std::string readable(const std::string& bytes) {
    return text::replaceInvalidUtf8(bytes);
}

const char* nameOf(StopReason reason) {
    switch (reason) {
    case StopReason::Length:
    case StopReason::ContextFull:
        return "length";
    case StopReason::EndOfText:
        return "end";
    case StopReason::StopString:
        return "stop";
    case StopReason::Interrupted:
        return "interrupted";
    }
    return "length";
}

template <typename Value>
Json listOf(const std::vector<Value>& values) {
    auto list = Json::array();
    for (const auto& value : values) {
        list.push_back(toJson(value));
    }
    return list;
}

} // namespace

std::vector<std::string> abilitiesOf(const ModelInfo& info) {
    std::vector<std::string> names;
    const std::pair<bool, const char*> abilities[]
        = {{info.abilities.continues, "generate"}, {info.abilities.fillsMasks, "fill-mask"},
            {info.abilities.judgesNextSentence, "next-sentence"}};
    for (const auto& [has, name] : abilities) {
        if (has) {
            names.emplace_back(name);
        }
    }
    return names;
}

Json toJson(const ModelInfo& info) {
    return {{"name", info.name}, {"architecture", info.architecture},
        {"parameters", info.parameters}, {"vocabulary", info.vocabularySize},
        {"context", info.contextLength}, {"languages", info.languages},
        {"abilities", abilitiesOf(info)}, {"path", info.path.string()}};
}

Json toJson(const Token& token) {
    auto bytes = Json::array();
    for (const char byte : token.bytes) {
        bytes.push_back(static_cast<unsigned char>(byte));
    }
    return {{"id", token.id}, {"text", readable(token.special ? token.piece : token.bytes)},
        {"bytes", std::move(bytes)}, {"start", token.start}, {"end", token.end}};
}

Json toJson(const TokenProbability& candidate) {
    return {{"id", candidate.id}, {"text", readable(candidate.bytes)},
        {"probability", candidate.probability}};
}

Json toJson(const GeneratedToken& step) {
    return {{"id", step.id}, {"text", readable(step.bytes)}, {"probability", step.modelProbability},
        {"sampling_probability", step.probability}, {"logprob", step.logProbability},
        {"entropy", step.entropy}, {"rank", step.rank},
        {"candidates", listOf(step.distribution.candidates)}};
}

Json toJson(const BeamHypothesis& hypothesis) {
    return {{"ids", hypothesis.ids}, {"text", hypothesis.text}, {"score", hypothesis.score},
        {"finished", hypothesis.finished}};
}

Json toJson(const GenerationResult& result, double loadSeconds) {
    const auto& timing = result.timing;
    return {{"prompt_ids", result.promptIds}, {"ids", result.ids}, {"text", result.text},
        {"stopped", nameOf(result.stopped)}, {"seed", result.seed}, {"steps", listOf(result.steps)},
        {"beams", listOf(result.beams.hypotheses)},
        {"timing",
            {{"load_s", loadSeconds}, {"first_token_s", timing.firstTokenSeconds},
                {"prefill_tokens_per_s", timing.prefillTokensPerSecond},
                {"decode_tokens_per_s", timing.decodeTokensPerSecond}}}};
}

Json toJson(const TextEvaluation& evaluation) {
    Json json{{"tokens", evaluation.tokens}, {"cross_entropy", evaluation.crossEntropy},
        {"perplexity", evaluation.perplexity}};
    if (evaluation.maskedAccuracy) {
        json["masked_accuracy"] = *evaluation.maskedAccuracy;
    } else {
        json["bits_per_character"] = evaluation.bitsPerCharacter;
    }
    if (evaluation.nextSentenceAccuracy) {
        json["next_sentence_accuracy"] = *evaluation.nextSentenceAccuracy;
    }
    return json;
}

Json toJson(const MaskPrediction& prediction) {
    return {{"position", prediction.position}, {"entropy", prediction.entropy},
        {"candidates", listOf(prediction.candidates)}};
}

} // namespace vitrine::cli
