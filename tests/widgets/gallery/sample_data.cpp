#include "tests/widgets/gallery/sample_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace vitrine::gallery {

namespace {

constexpr std::size_t vocabularySize = 50257;

struct Candidate {
    const char* bytes;
    double probability;
};

constexpr std::array<Candidate, 12> candidates{{{" have", 0.182}, {" are", 0.101}, {" were", 0.081},
    {" lived", 0.062}, {" live", 0.048}, {" had", 0.036}, {" made", 0.033}, {" refused", 0.028},
    {" came", 0.022}, {" believe", 0.019}, {" built", 0.015}, {"\xE7", 0.0104}}};

constexpr double logSumExp = 12.0;

std::vector<TokenProbability> modelCandidates() {
    std::vector<TokenProbability> result;
    for (const auto& candidate : candidates) {
        result.push_back({static_cast<TokenId>(1000 + result.size()), candidate.bytes,
            static_cast<float>(candidate.probability),
            static_cast<float>(std::log(candidate.probability) + logSumExp)});
    }
    return result;
}

/// The first `count` candidates at `temperature`, renormalised so that they have `mass` together.
ProcessedDistribution processed(
    LogitProcessorKind kind, double temperature, std::size_t count, double mass, std::size_t kept) {
    ProcessedDistribution result{kind, modelCandidates(), kept, 0};
    result.candidates.resize(count);
    double sum = 0;
    for (auto& candidate : result.candidates)
        sum += std::pow(candidate.probability, 1 / temperature);
    for (auto& candidate : result.candidates) {
        candidate.probability
            = static_cast<float>(std::pow(candidate.probability, 1 / temperature) / sum * mass);
        result.entropy -= candidate.probability * std::log2(candidate.probability);
    }
    return result;
}

void addTokens(PreTokenSteps& word, const std::vector<std::string>& pieces,
    const std::vector<std::string>& bytes) {
    std::size_t offset = word.start;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const auto id = static_cast<TokenId>(300 + offset);
        word.tokens.push_back({id, bytes[i], pieces[i], offset, offset + bytes[i].size(), false});
        offset += bytes[i].size();
    }
}

PreTokenSteps mergedWord(
    const std::string& text, std::size_t start, const std::vector<MergeStep>& merges) {
    PreTokenSteps word;
    word.text = text;
    word.start = start;
    word.end = start + text.size();
    for (const char byte : text)
        word.initialPieces.emplace_back(1, byte);
    word.merges = merges;
    const auto pieces = word.piecesAfter(merges.size());
    addTokens(word, pieces, pieces);
    return word;
}

PreTokenSteps matchedWord(const std::string& text, std::size_t start,
    const std::vector<MatchAttempt>& attempts, const std::vector<std::string>& bytes) {
    PreTokenSteps word;
    word.text = text;
    word.start = start;
    word.end = start + text.size();
    word.initialPieces = {text};
    word.attempts = attempts;
    std::vector<std::string> pieces;
    for (const auto& attempt : attempts) {
        if (attempt.found)
            pieces.push_back(attempt.piece);
    }
    addTokens(word, pieces, bytes);
    return word;
}

TokenizationSteps stepsOf(
    const std::string& input, const std::string& normalized, std::vector<PreTokenSteps> words) {
    TokenizationSteps result{input, normalized, std::move(words), {}};
    for (const auto& word : result.preTokens)
        result.tokens.insert(result.tokens.end(), word.tokens.begin(), word.tokens.end());
    return result;
}

} // namespace

std::vector<Token> tokens(const std::vector<std::string>& pieces) {
    std::vector<Token> result;
    std::size_t offset = 0;
    for (const auto& piece : pieces) {
        const auto id
            = static_cast<TokenId>((offset * 7919 + piece.size() * 104729) % vocabularySize);
        result.push_back({id, piece, piece, offset, offset + piece.size(), false});
        offset += piece.size();
    }
    return result;
}

std::vector<ScoredToken> scoredTokens(const std::vector<std::string>& pieces) {
    std::vector<ScoredToken> result;
    for (auto& token : tokens(pieces)) {
        const bool scored = !result.empty();
        const double bits = 4.2 + 4 * std::sin(static_cast<double>(result.size()) * 2.3);
        const int rank = 1 + static_cast<int>(std::exp2(bits) / 3);
        result.push_back(
            {std::move(token), scored, scored ? -bits * std::numbers::ln2 : 0, 5.1, rank});
    }
    return result;
}

std::vector<float> wave(int size, double phase) {
    std::vector<float> result;
    for (int i = 0; i < size; ++i) {
        const double angle = i * 2.399 + phase;
        result.push_back(static_cast<float>(std::pow(std::sin(angle), 3) * std::cos(i * 0.1)));
    }
    return result;
}

std::vector<ScoredToken> englishTokens() {
    return scoredTokens({"The", " history", " of", " the", " world", " is", " the", " history",
        " of", " people", " who", " refused", " to", " be", " quiet", "."});
}

std::vector<ScoredToken> chineseTokens() {
    return scoredTokens({"床", "前", "明月", "光", "，", "疑", "是", "地上", "\xE9", "\x9C\x9C",
        "。", "\n", "举", "头", "望", "明月", "，", "低头", "思", "故", "\xE4\xB9", "\xA1", "。"});
}

std::string textOf(const std::vector<ScoredToken>& scored) {
    std::string text;
    for (const auto& token : scored)
        text += token.token.bytes;
    return text;
}

NextTokenDistribution distribution() {
    NextTokenDistribution result{modelCandidates(), vocabularySize, 4.71, logSumExp, {}};
    result.processed.push_back(
        processed(LogitProcessorKind::Temperature, 0.8, 12, 0.76, vocabularySize));
    result.processed.push_back(processed(LogitProcessorKind::TopK, 0.8, 12, 0.86, 50));
    result.processed.push_back(processed(LogitProcessorKind::TopP, 0.8, 6, 1.0, 6));
    return result;
}

BeamSnapshot beams() {
    BeamSnapshot result;
    const auto add = [&](int parent, const std::string& bytes, double probability, bool kept,
                         bool finished = false) {
        const int step = parent < 0 ? 0 : result.nodes[static_cast<std::size_t>(parent)].step + 1;
        const double score = parent < 0
            ? 0
            : result.nodes[static_cast<std::size_t>(parent)].score + std::log(probability);
        result.nodes.push_back({parent, step, static_cast<TokenId>(result.nodes.size()), bytes,
            parent < 0 ? 0 : std::log(probability), score, kept, finished});
        return static_cast<int>(result.nodes.size()) - 1;
    };
    const int root = add(-1, "", 1, true);
    const int have = add(root, " have", 0.21, true);
    const int refused = add(root, " refused", 0.13, true);
    add(root, " are", 0.12, false);
    const int been = add(have, " been", 0.33, true);
    add(have, " made", 0.05, false);
    const int to = add(refused, " to", 0.94, true);
    add(refused, " the", 0.01, false);
    const int asked = add(been, " asked", 0.11, true);
    add(been, " the", 0.04, false);
    const int be = add(to, " be", 0.21, true);
    add(to, " die", 0.02, false);
    add(asked, ".", 0.3, true, true);
    add(be, " silent", 0.16, true);
    const int quiet = add(be, " quiet", 0.104, true);
    result.hypotheses.push_back({quiet, -1.02, {2, 6, 10, quiet}, " refused to be quiet", false});
    return result;
}

TokenizationSteps byteLevelSteps() {
    return stepsOf("lowest newer", "lowest newer",
        {mergedWord("lowest", 0, {{"es", 3, 12}, {"est", 3, 27}, {"lo", 0, 105}, {"low", 0, 240}}),
            mergedWord(" newer", 6,
                {{"er", 4, 3}, {" n", 0, 19}, {"ew", 1, 88}, {" new", 0, 312},
                    {" newer", 0, 1207}})});
}

TokenizationSteps wordPieceSteps() {
    return stepsOf("Unaffable!", "unaffable!",
        {matchedWord("unaffable", 0,
             {{"unaffable", false}, {"unaffabl", false}, {"unaffab", false}, {"unaffa", false},
                 {"unaff", false}, {"unaf", false}, {"una", false}, {"un", true},
                 {"##affable", false}, {"##affabl", false}, {"##affab", false}, {"##affa", false},
                 {"##aff", true}, {"##able", true}},
             {"un", "aff", "able"}),
            matchedWord("!", 9, {{"!", true}}, {"!"})});
}

TokenizationSteps unigramSteps() {
    PreTokenSteps word;
    word.text = "▁cats";
    word.end = 4;
    word.initialPieces = {"▁", "c", "a", "t", "s"};
    word.lattice = {{3, {{"▁", -2.1, -2.1}}}, {4, {{"▁c", -5.2, -5.2}, {"c", -4.6, -6.7}}},
        {5, {{"ca", -5.9, -8}, {"a", -3.1, -8.3}}},
        {6, {{"▁cat", -6.4, -6.4}, {"at", -4.2, -9.4}, {"t", -3.3, -11.3}}},
        {7, {{"s", -2.7, -9.1}, {"▁cats", -9.8, -9.8}, {"ts", -7.5, -15.5}}}};
    addTokens(word, {"▁cat", "s"}, {"cat", "s"});
    return stepsOf("cats", "▁cats", {word});
}

ModelAnatomy anatomy(bool normFirst) {
    ModelAnatomy result;
    result.layers = 12;
    result.heads = 12;
    result.headDim = 64;
    result.modelWidth = 768;
    result.mlpWidth = 3072;
    result.vocabularySize = 50257;
    result.contextLength = 1024;
    result.normFirst = normFirst;
    result.causal = normFirst;
    result.activation = normFirst ? Activation::GeluTanh : Activation::Gelu;
    const ParameterShape gain{"γ", {768}};
    const ParameterShape bias{"β", {768}};
    const ParameterShape square{"W", {768, 768}};
    const ParameterShape shift{"b", {768}};
    result.parts = {{Site::TokenEmbedding, -1, {{"E", {50257, 768}}}},
        {Site::PositionEmbedding, -1, {{"P", {1024, 768}}}}};
    if (!normFirst) {
        result.parts.push_back({Site::SegmentEmbedding, -1, {{"S", {2, 768}}}});
        result.parts.push_back({Site::EmbeddingNorm, -1, {gain, bias}});
    }
    for (int layer = 0; layer < result.layers; ++layer) {
        if (normFirst)
            result.parts.push_back({Site::AttentionInput, layer, {gain, bias}});
        for (const Site site : {Site::Queries, Site::Keys, Site::Values, Site::AttentionOutput})
            result.parts.push_back({site, layer, {square, shift}});
        result.parts.push_back({Site::FeedForwardInput, layer, {gain, bias}});
        result.parts.push_back(
            {Site::FeedForwardHidden, layer, {{"W", {768, 3072}}, {"b", {3072}}}});
        result.parts.push_back({Site::FeedForwardOutput, layer, {{"W", {3072, 768}}, shift}});
        if (!normFirst)
            result.parts.push_back({Site::BlockOutput, layer, {gain, bias}});
    }
    if (normFirst) {
        result.parts.push_back({Site::FinalNorm, -1, {gain, bias}});
    } else {
        result.parts.push_back({Site::MaskedTokenHidden, -1, {square, shift}});
        result.parts.push_back({Site::MaskedTokenNorm, -1, {gain, bias}});
        result.parts.push_back({Site::Pooled, -1, {square, shift}});
        result.parts.push_back({Site::NextSentence, -1, {{"W", {768, 2}}, {"b", {2}}}});
    }
    result.parts.push_back({Site::Logits, -1, {{"W", {768, 50257}, /*shared=*/true}}});
    return result;
}

BlockWalk blockWalk(const ModelAnatomy& anatomy, int tokens) {
    BlockWalk walk{3, tokens - 1, {}};
    const auto add = [&](Site site, int rows, int columns) {
        walk.steps.push_back(
            {site, rows, columns, wave(rows * columns, static_cast<double>(walk.steps.size()))});
    };
    add(Site::TokenEmbedding, 1, anatomy.modelWidth);
    add(Site::PositionEmbedding, 1, anatomy.modelWidth);
    add(Site::BlockInput, 1, anatomy.modelWidth);
    add(Site::AttentionInput, 1, anatomy.modelWidth);
    for (const Site site : {Site::Queries, Site::Keys, Site::Values})
        add(site, anatomy.heads, anatomy.headDim);
    add(Site::AttentionScores, anatomy.heads, tokens);
    add(Site::AttentionWeights, anatomy.heads, tokens);
    add(Site::HeadOutputs, anatomy.heads, anatomy.headDim);
    for (const Site site : {Site::AttentionOutput, Site::AttentionResidual, Site::FeedForwardInput})
        add(site, 1, anatomy.modelWidth);
    add(Site::FeedForwardHidden, 1, anatomy.mlpWidth);
    add(Site::FeedForwardActivation, 1, anatomy.mlpWidth);
    add(Site::FeedForwardOutput, 1, anatomy.modelWidth);
    add(Site::BlockOutput, 1, anatomy.modelWidth);
    add(Site::FinalNorm, 1, anatomy.modelWidth);
    add(Site::Logits, 1, 1000);
    return walk;
}

LogitLens logitLens(int depths, int positions) {
    LogitLens lens{depths, 0, positions, {}, {}};
    for (int position = 0; position < positions; ++position)
        lens.targets.emplace_back(
            position + 1 < positions ? std::optional<TokenId>(1000 + position % 12) : std::nullopt);
    for (int depth = 0; depth < depths; ++depth) {
        for (int position = 0; position < positions; ++position) {
            LogitLensCell cell;
            const double best = (0.05 + 0.9 * depth / depths)
                * (0.6 + 0.4 * std::sin(position * 1.7 + depth * 0.4));
            for (std::size_t i = 0; i < 5; ++i) {
                auto candidate
                    = modelCandidates()[(static_cast<std::size_t>(position + depth / 4) + i) % 12];
                candidate.probability = static_cast<float>(best / std::pow(2.0, i));
                cell.top.push_back(candidate);
            }
            cell.entropy = 8 - 0.5 * depth;
            if (lens.targets[static_cast<std::size_t>(position)]) {
                cell.targetProbability = best / 2;
                cell.targetRank = 1 + (depths - depth) * (position % 5 + 1) * 3;
            }
            lens.cells.push_back(std::move(cell));
        }
    }
    return lens;
}

ResidualNorms residualNorms(int layers, int positions) {
    ResidualNorms norms{layers, positions, {}, {}, {}};
    for (int layer = 0; layer <= layers; ++layer) {
        for (int position = 0; position < positions; ++position) {
            const double wobble = 1 + 0.2 * std::sin(position * 1.3 + layer);
            norms.stream.push_back(static_cast<float>(40 * std::pow(1.15, layer) * wobble));
            if (layer == layers)
                continue;
            norms.attention.push_back(static_cast<float>((8 + 2 * layer) * wobble));
            norms.feedForward.push_back(static_cast<float>((12 + 3 * layer) * wobble));
        }
    }
    return norms;
}

ResidualContributions contributions() {
    ResidualContributions result;
    result.tokenEmbedding = -1.2;
    result.positionEmbedding = 0.3;
    result.constant = 0.15;
    result.logit = result.tokenEmbedding + result.positionEmbedding + result.constant;
    for (int layer = 0; layer < 12; ++layer) {
        LayerContribution part;
        for (int head = 0; head < 12; ++head)
            part.heads.push_back(0.3 * std::sin(layer * 2.1 + head * 1.7));
        part.attentionBias = 0.05;
        part.feedForward = 0.2 * layer * std::cos(layer * 0.9);
        for (const double head : part.heads)
            result.logit += head;
        result.logit += part.attentionBias + part.feedForward;
        result.layers.push_back(std::move(part));
    }
    return result;
}

NeuronActivations neuronActivations(int positions) {
    constexpr int neurons = 1024;
    return {2, positions, neurons, wave(positions * neurons)};
}

OutputChange outputChange(int positions) {
    OutputChange change;
    change.position = positions - 1;
    int rank = 0;
    for (const auto& candidate : modelCandidates()) {
        ++rank;
        change.candidates.push_back({candidate, candidate.probability * (rank % 3 * 0.7), rank});
    }
    for (int position = 0; position < positions; ++position)
        change.divergence.push_back(position < 4 ? 0 : 1.0 / position);
    return change;
}

PositionEncoding positionEncoding(int positions, int width) {
    PositionEncoding result{positions, width, wave(positions * width), {}};
    for (int a = 0; a < positions; ++a) {
        for (int b = 0; b < positions; ++b)
            result.similarity.push_back(static_cast<float>(std::exp(-std::abs(a - b) / 8.0)));
    }
    return result;
}

AttentionMap attentionMap(int tokens, double phase) {
    AttentionMap map;
    map.queries = tokens;
    map.keys = tokens;
    map.causal = true;
    map.weights.resize(static_cast<std::size_t>(tokens) * static_cast<std::size_t>(tokens));
    const double near = 2 + 2 * std::sin(phase);
    const double first = 2 + 2 * std::cos(1.7 * phase);
    for (int query = 0; query < tokens; ++query) {
        float* row = map.weights.data() + static_cast<std::size_t>(query) * map.keys;
        double sum = 0;
        for (int key = 0; key <= query; ++key) {
            const double scattered = 2 * std::sin(query * 0.7 + key * 1.3 + phase);
            const double score = (key == query - 1 ? near : 0) + (key == 0 ? first : 0) + scattered;
            row[key] = static_cast<float>(std::exp(score));
            sum += row[key];
        }
        for (int key = 0; key <= query; ++key)
            row[key] = static_cast<float>(row[key] / sum);
    }
    return map;
}

HeadSummary headSummary(const HeadIndex& head, int size) {
    const double phase = head.layer * 1.1 + head.head * 0.37;
    HeadSummary summary{head, size, attentionMap(size, phase).weights, {}, {}};
    for (const float weight : summary.largest)
        summary.mean.push_back(weight * 0.4F);
    summary.statistics = {1 + std::abs(std::sin(phase)) * 3, 2 + 10 * std::abs(std::cos(phase)),
        0.5 + 0.4 * std::cos(1.7 * phase), 0.5 + 0.4 * std::sin(phase), std::nullopt, std::nullopt};
    if (head.head % 2 == 0)
        summary.statistics.induction = 0.3 * std::abs(std::sin(3 * phase));
    return summary;
}

AttentionDerivation derivation(int keys) {
    constexpr std::size_t headDim = 64;
    AttentionDerivation result;
    result.head = {4, 7};
    result.query = keys - 1;
    result.scale = 8;
    result.q.assign(headDim, 1.75F);
    result.k.assign(headDim, 1);
    result.dotProduct = 112;
    result.score = 14;
    result.rowScores.assign(static_cast<std::size_t>(keys), 0);
    result.rowScores[0] = 14;
    result.rowScores[1] = 12;
    result.rowVisible.assign(static_cast<std::size_t>(keys), true);
    double sum = 0;
    for (const double score : result.rowScores)
        sum += std::exp(score);
    for (const double score : result.rowScores)
        result.rowWeights.push_back(std::exp(score) / sum);
    result.weight = result.rowWeights[0];
    result.v = wave(headDim);
    result.headOutput = wave(headDim, 1);
    result.concat = wave(4 * headDim, 2);
    result.output = wave(4 * headDim, 3);
    return result;
}

} // namespace vitrine::gallery
