#include "widgets/layers/block_walk_view.h"

#include <algorithm>
#include <utility>

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

#include "widgets/common/theme.h"
#include "widgets/layers/block_walk_table.h"

namespace vitrine::widgets {

BlockWalkView::BlockWalkView(QWidget* parent)
    : QScrollArea(parent), m_table(makeParented<BlockWalkTable>(this)),
      m_content(makeParented<QWidget>(this)), m_layout(makeParented<QVBoxLayout>(m_content)),
      m_hint(makeParented<QLabel>(m_content)) {
    setProperty("bare", true);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setTextRole(m_hint, TextRole::Caption);
    m_hint->setWordWrap(true);
    m_layout->addWidget(m_hint);
    m_layout->addStretch(1);
    setWidget(m_content);
    viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    applyTheme();
    retranslate();
}

void BlockWalkView::setWalk(
    const BlockWalk& walk, const ModelAnatomy& anatomy, const QStringList& tokens) {
    m_walk = walk;
    m_anatomy = anatomy;
    m_tokens = tokens;
    m_table->setWalk(walk, anatomy);
    rebuild();
}

void BlockWalkView::setTokenName(WalkSection::TokenName name) {
    m_tokenName = std::move(name);
}

void BlockWalkView::clear() {
    setWalk({}, {}, {});
}

void BlockWalkView::setSelected(std::optional<Site> part) {
    m_selected = part;
    for (const auto& section : m_sections) {
        const bool selected = part && section->isVisibleTo(m_content) && section->part() == *part;
        section->setSelected(selected);
        if (selected) // once the layout knows where it is
            QTimer::singleShot(0, section.get(), [this, shown = section.get()] {
                ensureWidgetVisible(shown, 0, Theme::of(this).px(24));
            });
    }
}

const QAbstractItemModel* BlockWalkView::table() const {
    return m_table.get();
}

QSize BlockWalkView::figureSize() const {
    return m_content->size();
}

void BlockWalkView::paintFigure(QPainter& painter, const QSize& size) const {
    painter.scale(size.width() / std::max(1.0, static_cast<double>(m_content->width())),
        size.height() / std::max(1.0, static_cast<double>(m_content->height())));
    m_content->render(&painter, QPoint(), QRegion(), QWidget::DrawChildren);
}

void BlockWalkView::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::FontChange)
        applyTheme();
}

void BlockWalkView::rebuild() {
    const auto& steps = m_walk.steps;
    while (m_sections.size() < steps.size()) {
        m_sections.push_back(makeParented<WalkSection>(m_content.get()));
        m_layout->insertWidget(m_layout->count() - 1, m_sections.back());
        connect(m_sections.back(), &WalkSection::clicked, this, &BlockWalkView::partSelected);
    }
    const WalkSection::Context context{m_anatomy, m_tokens, m_tokenName};
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        auto* section = m_sections[i].get();
        section->setVisible(i < steps.size());
        if (i >= steps.size())
            continue;
        section->setValue(steps[i], context);
        const auto* before = m_walk.find(Site::FeedForwardHidden);
        if (steps[i].site == Site::FeedForwardActivation && before)
            section->setInputs(before->values, m_anatomy.activation);
    }
    m_hint->setVisible(steps.empty());
    setSelected(m_selected);
}

void BlockWalkView::retranslate() {
    setAccessibleName(tr("Values"));
    setAccessibleDescription(
        tr("The values of the selected token in this layer, in the order of the computation"));
    m_hint->setText(tr("Load a model and type a text: the values of the selected token stand here, "
                       "step by step."));
    rebuild();
}

void BlockWalkView::applyTheme() {
    m_layout->setContentsMargins({});
    m_layout->setSpacing(Theme::of(this).px(4));
}

} // namespace vitrine::widgets
