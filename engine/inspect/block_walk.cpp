#include "engine/inspect/block_walk.h"

#include <array>

#include "engine/inspect/tensor_values.h"

namespace vitrine::inspect {

namespace {

constexpr std::array EmbeddingSites{
    Site::TokenEmbedding, Site::PositionEmbedding, Site::SegmentEmbedding, Site::EmbeddingNorm};
constexpr std::array SitesBeforeAttention{
    Site::BlockInput, Site::AttentionInput, Site::Queries, Site::Keys, Site::Values};
constexpr std::array SitesAfterAttention{Site::HeadOutputs, Site::AttentionOutput,
    Site::AttentionResidual, Site::FeedForwardInput, Site::FeedForwardHidden,
    Site::FeedForwardActivation, Site::FeedForwardOutput};
constexpr std::array OutputSites{
    Site::MaskedTokenHidden, Site::MaskedTokenNorm, Site::Logits, Site::Pooled, Site::NextSentence};

/// `value` [columns] or [rows, columns].
SiteValue siteValue(Site site, const torch::Tensor& value) {
    return {.site = site,
        .rows = value.dim() == 1 ? 1 : static_cast<int>(value.size(0)),
        .columns = static_cast<int>(value.size(-1)),
        .values = valuesOf(value)};
}

/// The value at a position: of [position, width] without its batch axis, or of
/// [1, heads, position, width], which gives [heads, width].
torch::Tensor at(const torch::Tensor& kept, int position) {
    return kept.select(/*dim=*/-2, position).squeeze(/*dim=*/0);
}

/// Heads that share keys and values show them each.
torch::Tensor forEachHead(Site site, const torch::Tensor& value, std::int64_t heads) {
    const bool shared = site == Site::Keys || site == Site::Values;
    return shared ? nn::forEachHead(value, heads) : value;
}

template <std::size_t Count>
void appendKept(const CapturedRun& run, const nn::Inspection& inspection,
    const std::array<Site, Count>& sites, int position, std::vector<SiteValue>& steps) {
    for (const auto site : sites) {
        const auto& kept = inspection.kept(site);
        if (!kept.empty()) {
            const auto value = forEachHead(site, kept.front(), run.shape().heads);
            steps.push_back(siteValue(site, at(value, position)));
        }
    }
}

void appendBlock(const CapturedRun& run, int layer, int position, std::vector<SiteValue>& steps) {
    std::vector<Site> sites(SitesBeforeAttention.begin(), SitesBeforeAttention.end());
    sites.insert(sites.end(), SitesAfterAttention.begin(), SitesAfterAttention.end());
    const auto block = run.again(layer, sites);
    const auto attention = run.rows(layer, position); // [heads, 1, key]
    appendKept(run, block, SitesBeforeAttention, position, steps);
    steps.push_back(siteValue(Site::AttentionScores, attention.scores.squeeze(/*dim=*/1)));
    steps.push_back(siteValue(Site::AttentionWeights, attention.weights.squeeze(/*dim=*/1)));
    appendKept(run, block, SitesAfterAttention, position, steps);
    steps.push_back(siteValue(Site::BlockOutput, run.stream(layer + 1)[position]));
}

void appendOutput(const CapturedRun& run, int position, std::vector<SiteValue>& steps) {
    const auto layers = run.shape().layers;
    const auto output = run.outputInput(layers)[position]; // [model]
    steps.push_back(siteValue(Site::BlockInput, run.stream(layers)[position]));
    if (run.model().normsFirst()) {
        steps.push_back(siteValue(Site::FinalNorm, output));
    }
    nn::Inspection inspection;
    for (const auto site : OutputSites) {
        inspection.keep(site);
    }
    if (run.shape().predictsTokens) {
        run.model().logits(output.unsqueeze(/*dim=*/0), &inspection); // [1, vocab]
    }
    run.model().showSummary(run.stream(layers).unsqueeze(/*dim=*/0), inspection); // [1, model]
    appendKept(run, inspection, OutputSites, /*position=*/0, steps); // all have one row
}

} // namespace

BlockWalk walkBlock(const CapturedRun& run, int layer, int position) {
    BlockWalk walk{.layer = layer, .position = position, .steps = {}};
    if (layer < 0) {
        appendKept(run, run.embeddings(), EmbeddingSites, position, walk.steps);
    } else if (layer == run.shape().layers) {
        appendOutput(run, position, walk.steps);
    } else {
        appendBlock(run, layer, position, walk.steps);
    }
    return walk;
}

} // namespace vitrine::inspect
