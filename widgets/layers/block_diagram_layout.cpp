#include "widgets/layers/block_diagram_layout.h"

#include <algorithm>
#include <utility>

namespace vitrine::widgets {

BlockDiagramLayout::BlockDiagramLayout(const ModelAnatomy& anatomy, const Metrics& metrics)
    : m_metrics(metrics), m_left(metrics.frame), m_right(metrics.width - 2 * metrics.frame) {
    if (anatomy.parts.empty())
        return;
    addEmbeddings(anatomy);
    addLayer(anatomy);
    addTokenHead(anatomy);
    addSummary(anatomy);
}

int BlockDiagramLayout::boxAt(const QPointF& point) const {
    const auto found = std::ranges::find_if(
        m_boxes, [&](const DiagramBox& box) { return box.rect.contains(point); });
    return found == m_boxes.end() ? -1 : static_cast<int>(found - m_boxes.begin());
}

int BlockDiagramLayout::indexOf(Site part) const {
    const auto found = std::ranges::find(m_boxes, part, &DiagramBox::part);
    return found == m_boxes.end() ? -1 : static_cast<int>(found - m_boxes.begin());
}

void BlockDiagramLayout::addEmbeddings(const ModelAnatomy& anatomy) {
    std::vector<Site> parts;
    for (const Site site :
        {Site::TokenEmbedding, Site::PositionEmbedding, Site::SegmentEmbedding}) {
        if (anatomy.find(site, -1))
            parts.push_back(site);
    }
    addRow(parts, m_metrics.gap / 2, m_metrics.width - m_metrics.gap / 2); // no bypass there
    if (anatomy.find(Site::EmbeddingNorm, -1)) {
        addArrow(Flow::Stream);
        addRow(Site::EmbeddingNorm);
    }
    addArrow(Flow::Stream);
}

void BlockDiagramLayout::addLayer(const ModelAnatomy& anatomy) {
    const double top = m_y;
    m_y += m_metrics.frameTitle;
    addRow(Site::BlockInput, DiagramBox::Shape::Stream);
    double branch = m_boxes.back().rect.center().y();
    addArrow(Flow::Stream);
    if (anatomy.normFirst) {
        addRow(Site::AttentionInput);
        addArrow(Flow::Stream);
    }
    addAttention();
    addArrow(Flow::Stream);
    addRow(Site::AttentionResidual, DiagramBox::Shape::Sum);
    addBypass(branch);
    const auto branchBelow = [this] { return m_boxes.back().rect.bottom() + m_metrics.arrow / 2; };
    branch = branchBelow();
    addArrow(Flow::Stream, /*branches=*/anatomy.normFirst);
    addRow(Site::FeedForwardInput);
    if (!anatomy.normFirst)
        branch = branchBelow();
    addArrow(Flow::Stream, /*branches=*/!anatomy.normFirst);
    addFeedForward();
    addArrow(Flow::Stream);
    addRow(Site::BlockOutput, anatomy.normFirst ? DiagramBox::Shape::Sum : DiagramBox::Shape::Box);
    addBypass(branch);
    m_y += m_metrics.frame / 2;
    m_frame = QRectF(1, top, m_metrics.width - 2, m_y - top);
}

void BlockDiagramLayout::addAttention() {
    addRow({Site::Queries, Site::Keys, Site::Values}, m_left, m_right);
    addArrow(Flow::Heads);
    addRow(Site::AttentionScores);
    addArrow(Flow::Scores);
    addRow(Site::AttentionWeights);
    addArrow(Flow::Scores);
    addRow(Site::HeadOutputs);
    addArrow(Flow::Stream);
    addRow(Site::AttentionOutput);
}

void BlockDiagramLayout::addFeedForward() {
    addRow(Site::FeedForwardHidden);
    addArrow(Flow::Hidden);
    addRow(Site::FeedForwardActivation);
    addArrow(Flow::Hidden);
    addRow(Site::FeedForwardOutput);
}

void BlockDiagramLayout::addTokenHead(const ModelAnatomy& anatomy) {
    if (!anatomy.find(Site::Logits, -1))
        return;
    bool branches = anatomy.find(Site::Pooled, -1) != nullptr; // from the first arrow
    for (const Site site :
        {Site::FinalNorm, Site::MaskedTokenHidden, Site::MaskedTokenNorm, Site::Logits}) {
        if (site == Site::Logits || anatomy.find(site, -1)) {
            addArrow(Flow::Stream, std::exchange(branches, false));
            addRow(site);
        }
    }
    addArrow(Flow::Vocabulary);
}

/// What reads the first position alone, beside the head above and not after it.
void BlockDiagramLayout::addSummary(const ModelAnatomy& anatomy) {
    if (!anatomy.find(Site::Pooled, -1))
        return;
    const double branch = m_frame.bottom() + m_metrics.arrow / 2;
    const bool alone = m_boxes.back().part == Site::BlockOutput;
    if (alone)
        addArrow(Flow::Stream);
    else
        m_y += m_metrics.gap;
    addRow(Site::Pooled);
    if (!alone)
        addBypass(branch);
    if (anatomy.find(Site::NextSentence, -1)) {
        addArrow(Flow::Summary);
        addRow(Site::NextSentence);
        addArrow(Flow::Pair);
    }
}

void BlockDiagramLayout::addRow(const std::vector<Site>& parts, double left, double right) {
    const auto count = static_cast<double>(parts.size());
    const double width = (right - left - (count - 1) * m_metrics.gap) / count;
    double x = left;
    for (const auto& part : parts) {
        m_boxes.push_back(
            {part, DiagramBox::Shape::Box, QRectF(x, m_y, width, m_metrics.boxHeight)});
        x += width + m_metrics.gap;
    }
    m_y += m_metrics.boxHeight;
}

void BlockDiagramLayout::addRow(Site part, DiagramBox::Shape shape) {
    QRectF rect(m_left, m_y, m_right - m_left, m_metrics.boxHeight);
    if (shape == DiagramBox::Shape::Sum) {
        const double side = m_metrics.boxHeight * 0.75;
        rect = QRectF(rect.center().x() - side / 2, m_y, side, side);
    }
    m_boxes.push_back({part, shape, rect});
    m_y = rect.bottom();
}

void BlockDiagramLayout::addArrow(Flow flow, bool branches) {
    const double x = (m_left + m_right) / 2;
    m_arrows.push_back({QLineF(x, m_y, x, m_y + m_metrics.arrow), flow, branches});
    m_y += m_metrics.arrow;
}

/// From the stream at height `from`, along the right side, to the sum that was placed last or,
/// where a norm follows the sum, to that norm's box.
void BlockDiagramLayout::addBypass(double from) {
    const QRectF& sum = m_boxes.back().rect;
    const double x = m_right + m_metrics.frame;
    const double start = (m_left + m_right) / 2;
    m_bypasses.push_back(QPolygonF(
        {{start, from}, {x, from}, {x, sum.center().y()}, {sum.right(), sum.center().y()}}));
}

} // namespace vitrine::widgets
