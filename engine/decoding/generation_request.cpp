#include "engine/decoding/generation_request.h"

#include <cmath>
#include <sstream>
#include <string>

namespace vitrine::decoding {

namespace {

/// The field names are those of Hugging Face's generation_config.json and of the command line.
struct Range {
    const char* option;
    double value;
    bool allowed;
    const char* range;
};

Error invalid(const Range& range) {
    std::ostringstream value;
    value << range.value;
    return {ErrorCode::OptionInvalid, range.option, value.str() + " (" + range.range + ")",
        std::string(range.option) + " is " + value.str() + " but must be " + range.range};
}

} // namespace

Expected<void> checkOptions(const GenerationOptions& o) {
    const Range ranges[] = {
        {"max_new_tokens", double(o.maxNewTokens), o.maxNewTokens >= 1, "at least 1"},
        {"temperature", o.temperature, o.temperature > 0 && std::isfinite(o.temperature),
            "above 0"},
        {"top_k", double(o.topK), o.topK >= 0, "at least 0"},
        {"top_p", o.topP, o.topP > 0 && o.topP <= 1, "above 0 and at most 1"},
        {"min_p", o.minP, o.minP >= 0 && o.minP <= 1, "from 0 to 1"},
        {"repetition_penalty", o.repetitionPenalty,
            o.repetitionPenalty > 0 && std::isfinite(o.repetitionPenalty), "above 0"},
        {"beams", double(o.beams), o.beams >= 1 && o.beams <= MaximumBeams, "from 1 to 64"},
        {"length_penalty", o.lengthPenalty, std::isfinite(o.lengthPenalty), "finite"},
        {"candidates", double(o.candidates), o.candidates >= 0, "at least 0"},
    };
    for (const Range& range : ranges) {
        if (!range.allowed) {
            return Unexpected(invalid(range));
        }
    }
    return {};
}

} // namespace vitrine::decoding
