#include "engine/decoding/next_token_pipeline.h"

#include "engine/decoding/ranked_tokens.h"

namespace vitrine::decoding {

NextTokenPipeline::NextTokenPipeline(
    const GenerationOptions& options, const text::Tokenizer& tokenizer)
    : m_tokenizer(tokenizer), m_candidates(static_cast<std::size_t>(options.candidates)),
      m_processors(makeProcessors(options)) {
}

void NextTokenPipeline::run(std::span<const float> logits, std::span<const TokenId> context) {
    m_logits = logits;
    m_processed = logits;
    m_modelStatistics = LogitStatistics::of(logits);
    m_processedStatistics = m_modelStatistics;
    m_distribution = {candidates(logits, m_modelStatistics), logits.size(),
        m_modelStatistics.entropy, m_modelStatistics.logSumExp, {}};
    if (m_processors.empty()) {
        return;
    }
    m_buffer.assign(logits.begin(), logits.end());
    m_processed = m_buffer;
    for (const auto& processor : m_processors) {
        processor->apply(m_buffer, context);
        m_processedStatistics = LogitStatistics::of(m_buffer);
        m_distribution.processed.push_back(
            {processor->kind(), candidates(m_buffer, m_processedStatistics),
                m_processedStatistics.kept, m_processedStatistics.entropy});
    }
}

std::vector<TokenProbability> NextTokenPipeline::candidates(
    std::span<const float> logits, const LogitStatistics& statistics) const {
    RankedTokens ranked(logits);
    std::vector<TokenProbability> result;
    result.reserve(m_candidates);
    for (const TokenId id : ranked.first(m_candidates)) {
        const float logit = logits[static_cast<std::size_t>(id)];
        result.push_back({id, m_tokenizer.tokenBytes(id),
            static_cast<float>(statistics.probability(logit)), logit});
    }
    return result;
}

GeneratedToken NextTokenPipeline::describe(TokenId id, double draw) const {
    const auto index = static_cast<std::size_t>(id);
    GeneratedToken token;
    token.id = id;
    token.bytes = m_tokenizer.tokenBytes(id);
    token.probability = m_processedStatistics.probability(m_processed[index]);
    token.modelProbability = m_modelStatistics.probability(m_logits[index]);
    token.logProbability = m_modelStatistics.logProbability(m_logits[index]);
    token.entropy = m_modelStatistics.entropy;
    token.rank = rankOf(id, m_logits);
    token.draw = draw;
    token.distribution = m_distribution;
    return token;
}

} // namespace vitrine::decoding
