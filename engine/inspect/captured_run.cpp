#include "engine/inspect/captured_run.h"

#include <array>
#include <utility>
#include <vector>

#include "engine/nn/kv_cache.h"

namespace vitrine::inspect {

namespace {

/// The hidden states that the patches put in place, each from a pass over the text it comes from.
std::vector<nn::Patch> resolved(models::Transformer& model, const std::vector<HiddenPatch>& patches,
    const torch::Tensor& ids, const std::stop_token& stop) {
    std::vector<nn::Patch> result;
    for (const auto& patch : patches) {
        if (patch.sourceIds.empty()) {
            result.push_back({patch.layer, patch.position,
                torch::zeros({model.shape().modelWidth}, ids.options().dtype(torch::kFloat32))});
            continue;
        }
        const std::vector<std::int64_t> source(patch.sourceIds.begin(), patch.sourceIds.end());
        nn::Inspection inspection;
        inspection.keep(Site::BlockInput);
        model.hidden(torch::tensor(source, ids.options()).unsqueeze(/*dim=*/0), /*cache=*/nullptr,
            &inspection, stop);
        const auto& states = inspection.kept(Site::BlockInput);
        result.push_back({patch.layer, patch.position,
            states[static_cast<std::size_t>(patch.layer)][0][patch.sourcePosition]});
    }
    return result;
}

/// A head's part of what may be the same for all.
torch::Tensor visibleTo(int head, const torch::Tensor& visible) {
    return visible.defined() && visible.dim() == 3 ? visible[head] : visible;
}

constexpr std::array KeptSites{Site::Queries, Site::Keys, Site::Values, Site::BlockInput};

nn::Inspection keeping(nn::Inspection inspection, std::span<const Site> sites) {
    for (const auto site : sites) {
        inspection.keep(site);
    }
    return inspection;
}

/// Of [.., position, width].
torch::Tensor firstPositions(const torch::Tensor& values, std::int64_t count) {
    return values.narrow(/*dim=*/-2, /*start=*/0, count);
}

/// Puts the values of later positions behind the first `known` in each of `all`.
void append(
    const std::vector<torch::Tensor>& later, std::int64_t known, std::vector<torch::Tensor>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = torch::cat({firstPositions(all[i], known), later[i]}, /*dim=*/-2);
    }
}

} // namespace

CapturedRun::CapturedRun(std::shared_ptr<models::Transformer> model,
    const models::NetworkInput& input, const Interventions& interventions,
    const std::stop_token& stop)
    : m_model(std::move(model)), m_shape(m_model->shape()), m_input(input),
      m_interventions(interventions), m_changes(changing()) {
    auto inspection = keeping(m_changes, KeptSites);
    inspection.patch(resolved(*m_model, interventions.patches, input.ids, stop));
    m_model->hidden(m_input, /*cache=*/nullptr, &inspection, stop);
    m_queries = inspection.kept(Site::Queries);
    m_keys = inspection.kept(Site::Keys);
    m_values = inspection.kept(Site::Values);
    m_stream = inspection.kept(Site::BlockInput);
}

void CapturedRun::moveTo(
    const models::NetworkInput& input, std::int64_t known, const std::stop_token& stop) {
    const auto positions = input.ids.size(1);
    nn::KvCache cache(m_model->cacheShape(/*rows=*/1, positions), m_keys.front().options());
    for (std::int64_t layer = 0; layer < m_shape.layers; ++layer) {
        const auto i = static_cast<std::size_t>(layer);
        cache.append(layer, firstPositions(m_keys[i], known), firstPositions(m_values[i], known));
    }
    cache.advance(known);
    auto inspection = keeping(m_changes, KeptSites);
    m_model->hidden(
        input.ids.narrow(/*dim=*/1, known, positions - known), &cache, &inspection, stop);
    m_input = input;
    m_keys = inspection.kept(Site::Keys); // the whole cache
    m_values = inspection.kept(Site::Values);
    append(inspection.kept(Site::Queries), known, m_queries);
    append(inspection.kept(Site::BlockInput), known, m_stream);
}

/// The changes that belong to a layer's own computation. Patches are in its input already.
nn::Inspection CapturedRun::changing() const {
    nn::Inspection inspection;
    inspection.ablate(m_interventions.heads);
    inspection.editMask(m_interventions.mask);
    return inspection;
}

std::int64_t CapturedRun::bytes() const {
    std::int64_t sum = 0;
    for (const auto* kept : {&m_queries, &m_keys, &m_values, &m_stream}) {
        for (const auto& tensor : *kept) {
            sum += static_cast<std::int64_t>(tensor.nbytes());
        }
    }
    return sum;
}

torch::Tensor CapturedRun::queries(std::int64_t layer) const {
    return m_queries[static_cast<std::size_t>(layer)][0];
}

torch::Tensor CapturedRun::keys(std::int64_t layer) const {
    return nn::forEachHead(m_keys[static_cast<std::size_t>(layer)], m_shape.heads)[0];
}

torch::Tensor CapturedRun::values(std::int64_t layer) const {
    return nn::forEachHead(m_values[static_cast<std::size_t>(layer)], m_shape.heads)[0];
}

torch::Tensor CapturedRun::keys(HeadIndex head) const {
    return ofHead(m_keys, head);
}

torch::Tensor CapturedRun::values(HeadIndex head) const {
    return ofHead(m_values, head);
}

/// Of keys or values, without a copy.
torch::Tensor CapturedRun::ofHead(const std::vector<torch::Tensor>& shared, HeadIndex head) const {
    const auto served = m_shape.heads / m_shape.keyValueHeads;
    return shared[static_cast<std::size_t>(head.layer)][0][head.head / served];
}

torch::Tensor CapturedRun::stream(std::int64_t depth) const {
    return m_stream[static_cast<std::size_t>(depth)][0];
}

torch::Tensor CapturedRun::outputInput(std::int64_t depth) const {
    return m_model->finalNormed(stream(depth));
}

nn::AttentionMask CapturedRun::mask(std::int64_t layer) const {
    nn::AttentionMask mask{
        .causal = m_shape.causal, .window = m_model->window(layer), .visibleKeys = {}};
    if (m_input.visible.defined()) {
        mask.visibleKeys = m_input.visible.unsqueeze(/*dim=*/1); // [batch, 1, key]
    }
    return mask;
}

/// [query, key], or [heads, query, key] where edits tell them apart.
torch::Tensor CapturedRun::visible(
    std::int64_t layer, nn::QueryRange queries, std::int64_t keys) const {
    auto visible = nn::visibility(mask(layer), queries, keys, m_input.ids.device());
    if (visible.defined() && visible.dim() == 3) {
        visible = visible[0];
    }
    if (!m_changes.editsMask(layer, queries)) {
        return visible;
    }
    if (!visible.defined()) {
        visible = torch::ones({queries.count, keys}, m_input.ids.options().dtype(torch::kBool));
    }
    return m_changes.edited(visible, layer, m_shape.heads, queries);
}

torch::Tensor CapturedRun::visible(HeadIndex head, nn::QueryRange queries) const {
    return visibleTo(head.head, visible(head.layer, queries, positions()));
}

std::vector<std::pair<int, int>> CapturedRun::forbidden(HeadIndex head) const {
    std::vector<std::pair<int, int>> pairs;
    for (const auto& edit : m_interventions.mask) {
        if (edit.kind == MaskEdit::Kind::Forbid && (!edit.head || *edit.head == head)) {
            pairs.emplace_back(edit.query, edit.key);
        }
    }
    return pairs;
}

AttentionRows CapturedRun::rows(HeadIndex head, nn::QueryRange queries) const {
    // An edit may show a later key to a query.
    const bool seesNoLater = m_shape.causal && !m_changes.editsMask(head.layer, queries);
    const auto keys = seesNoLater ? queries.end() : positions();
    const auto scores = nn::attentionScores(
        this->queries(head.layer)[head.head].narrow(/*dim=*/0, queries.first, queries.count),
        this->keys(head).narrow(/*dim=*/0, /*start=*/0, keys)); // [query, key]
    const auto seen = visibleTo(head.head, visible(head.layer, queries, keys));
    return {scores, nn::attentionWeights(scores, seen)};
}

AttentionRows CapturedRun::rows(std::int64_t layer, std::int64_t query) const {
    const auto scores = nn::attentionScores(
        queries(layer).narrow(/*dim=*/1, query, 1), keys(layer)); // [heads, 1, key]
    return {scores, nn::attentionWeights(scores, visible(layer, {query, 1}, positions()))};
}

torch::Tensor CapturedRun::headOutputs(std::int64_t layer) const {
    auto inspection = m_changes;
    const auto i = static_cast<std::size_t>(layer);
    return nn::attend(
        {m_queries[i], m_keys[i], m_values[i]}, mask(layer), /*dropout=*/0, layer, &inspection)[0];
}

nn::Inspection CapturedRun::embeddings() const {
    static constexpr std::array Sites{
        Site::TokenEmbedding, Site::PositionEmbedding, Site::SegmentEmbedding, Site::EmbeddingNorm};
    auto inspection = keeping(nn::Inspection(), Sites);
    m_model->embed(m_input, /*first=*/0, &inspection);
    return inspection;
}

nn::Inspection CapturedRun::again(std::int64_t layer, std::span<const Site> sites) const {
    auto inspection = keeping(m_changes, sites);
    m_model->block(layer, stream(layer).unsqueeze(/*dim=*/0), &inspection);
    return inspection;
}

torch::Tensor CapturedRun::again(std::int64_t layer, Site site) const {
    return again(layer, std::span(&site, 1)).kept(site).front()[0];
}

} // namespace vitrine::inspect
