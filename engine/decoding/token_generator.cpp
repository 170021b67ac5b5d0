#include "engine/decoding/token_generator.h"

#include <chrono>
#include <vector>

#include "engine/decoding/next_token_pipeline.h"
#include "engine/decoding/sampler.h"
#include "engine/decoding/stop_strings.h"
#include "engine/nn/interrupted.h"
#include "engine/text/stream_decoder.h"

namespace vitrine::decoding {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// One continuation under way.
class TokenGenerator {
public:
    TokenGenerator(LogitSource& source, const GenerationRequest& request)
        : m_source(source), m_request(request), m_pipeline(request.options, request.tokenizer),
          m_stops(request.options.stop), m_ids(request.prompt.begin(), request.prompt.end()) {
        m_result.promptIds = m_ids;
        m_result.seed = request.options.seed.value_or(Sampler::freshSeed());
        m_sampler = Sampler(m_result.seed);
    }

    GenerationResult run() {
        const auto begin = Clock::now();
        try {
            loop(begin);
        } catch (const nn::Interrupted&) {
            m_result.stopped = StopReason::Interrupted;
        }
        if (m_result.stopped == StopReason::Interrupted) {
            m_result.text += restOfText();
        }
        setDecodeSpeed(begin);
        return std::move(m_result);
    }

private:
    void loop(Clock::time_point begin) {
        auto logits = m_source.start(m_request.prompt, m_request.stop);
        m_result.timing.prefillTokensPerSecond
            = static_cast<double>(m_source.computedTokens()) / secondsSince(begin);
        while (!step(logits)) {
            if (m_result.ids.size() == 1) {
                m_result.timing.firstTokenSeconds = secondsSince(begin);
            }
            logits = m_source.next(m_ids.back(), m_request.stop);
        }
    }

    /// Chooses and reports one token; true when it was the last.
    bool step(std::span<const float> logits) {
        m_pipeline.run(logits, m_ids);
        auto token = choose();
        m_ids.push_back(token.id);
        m_result.ids.push_back(token.id);
        const bool last = addText(token);
        m_result.steps.push_back(std::move(token));
        if (m_request.onToken) {
            m_request.onToken(m_result.steps.back());
        }
        return last;
    }

    GeneratedToken choose() {
        if (m_request.options.strategy == DecodingStrategy::Sample) {
            const double draw = m_sampler.draw();
            return m_pipeline.describe(Sampler::pick(m_pipeline.processed(), draw), draw);
        }
        return m_pipeline.describe(
            Sampler::pick(m_pipeline.processed(), /*uniform=*/0), /*draw=*/-1);
    }

    /// Sets the token's text and the reason to stop, if there is one.
    bool addText(GeneratedToken& token) {
        const bool end = m_request.endsText(token.id);
        if (!end) {
            token.text = m_stops.push(m_decoder.push(token.bytes));
        }
        const auto reason = end ? std::optional(StopReason::EndOfText) : reasonToStop();
        if (reason) {
            m_result.stopped = *reason;
            token.text += restOfText();
        }
        m_result.text += token.text;
        return reason.has_value();
    }

    std::optional<StopReason> reasonToStop() const {
        if (m_stops.found()) {
            return StopReason::StopString;
        }
        if (m_result.ids.size() == static_cast<std::size_t>(m_request.options.maxNewTokens)) {
            return StopReason::Length;
        }
        if (m_ids.size() > m_source.contextLength()) {
            return StopReason::ContextFull;
        }
        return std::nullopt;
    }

    /// What was held back: the start of a stop string, an incomplete character.
    std::string restOfText() {
        auto text = m_stops.push(m_decoder.flush());
        return text + m_stops.finish();
    }

    void setDecodeSpeed(Clock::time_point begin) {
        auto& timing = m_result.timing;
        const auto further = static_cast<double>(m_result.ids.size()) - 1;
        if (further > 0) {
            timing.decodeTokensPerSecond
                = further / (secondsSince(begin) - timing.firstTokenSeconds);
        } else if (!m_result.ids.empty()) {
            timing.firstTokenSeconds = secondsSince(begin);
        }
    }

    LogitSource& m_source;
    const GenerationRequest& m_request;
    NextTokenPipeline m_pipeline;
    text::StreamDecoder m_decoder;
    StopStrings m_stops;
    Sampler m_sampler{0};
    std::vector<TokenId> m_ids; // prompt and continuation
    GenerationResult m_result;
};

} // namespace

GenerationResult generateTokens(LogitSource& source, const GenerationRequest& request) {
    return TokenGenerator(source, request).run();
}

} // namespace vitrine::decoding
