#include "engine/cli/continuation.h"

#include <iostream>

#include "engine/cli/json_output.h"

namespace vitrine::cli {

namespace {

/// Text appears as it is made; of beam search, when it is done.
void printText(const GenerationResult& result, bool streamed, const GenerationOptions& options) {
    if (!streamed) {
        std::cout << result.text;
    }
    std::cout << '\n';
    if (options.strategy == DecodingStrategy::Sample && !options.seed) {
        std::cerr << "seed " << result.seed << '\n';
    }
}

} // namespace

Expected<void> continueAloud(const api::TextModel& model, std::span<const TokenId> prompt,
    const Continuation& continuation, const std::stop_token& stop) {
    const bool streamed
        = !continuation.json && continuation.options.strategy != DecodingStrategy::Beam;
    const auto print = [](const GeneratedToken& token) { std::cout << token.text << std::flush; };
    const auto result = model.newSession()->generate(prompt, continuation.options, stop,
        streamed ? api::GeneratedTokenCallback(print) : api::GeneratedTokenCallback());
    if (!result) {
        return Unexpected(result.error());
    }
    if (continuation.json) {
        std::cout << toJson(*result, continuation.loadSeconds).dump() << '\n';
    } else {
        printText(*result, streamed, continuation.options);
    }
    if (result->stopped == StopReason::Interrupted) {
        std::cerr << "Interrupted: the text is partial.\n";
        return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The text is partial."});
    }
    return {};
}

} // namespace vitrine::cli
