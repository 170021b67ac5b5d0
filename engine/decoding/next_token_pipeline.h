#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/decoding/logit_processors.h"
#include "engine/decoding/logit_statistics.h"
#include "engine/text/tokenizer.h"
#include "engine/values/generated_token.h"
#include "engine/values/generation_options.h"

namespace vitrine::decoding {

/// Takes a model's logits through the processors of `options` and keeps what each of them did.
class NextTokenPipeline {
public:
    /// `tokenizer` must outlive this object.
    NextTokenPipeline(const GenerationOptions& options, const text::Tokenizer& tokenizer);

    /// `logits` [vocab] are the model's own after `context`; they must outlive the calls below.
    void run(std::span<const float> logits, std::span<const TokenId> context);

    /// The distribution before and after each active processor.
    const NextTokenDistribution& distribution() const { return m_distribution; }
    /// The logits [vocab] to choose from.
    std::span<const float> processed() const { return m_processed; }
    /// `id`, chosen by the uniform number `draw` (or −1), with everything known about the choice.
    GeneratedToken describe(TokenId id, double draw) const;

private:
    std::vector<TokenProbability> candidates(
        std::span<const float> logits, const LogitStatistics& statistics) const;

    const text::Tokenizer& m_tokenizer;
    std::size_t m_candidates;
    std::vector<std::unique_ptr<LogitProcessor>> m_processors;
    std::span<const float> m_logits;
    std::vector<float> m_buffer; // a copy of m_logits for the processors to change
    std::span<const float> m_processed;
    LogitStatistics m_modelStatistics;
    LogitStatistics m_processedStatistics;
    NextTokenDistribution m_distribution;
};

} // namespace vitrine::decoding
