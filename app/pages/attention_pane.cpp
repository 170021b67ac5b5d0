#include "app/pages/attention_pane.h"

#include <QEvent>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <array>

#include "widgets/attention/attention_heat_map.h"
#include "widgets/attention/attention_links.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/token_shading.h"

namespace vitrine::app {

using widgets::AttentionCells;
using widgets::AttentionHeatMap;
using widgets::AttentionLinks;
using widgets::makeParented;
using widgets::TokenShading;

AttentionPane::AttentionPane(QWidget* parent)
    : QWidget(parent), m_layout(makeParented<QVBoxLayout>(this)),
      m_caption(makeParented<QLabel>(this)), m_views(makeParented<QStackedWidget>(this)),
      m_map(makeParented<AttentionHeatMap>(m_views)),
      m_links(makeParented<AttentionLinks>(m_views)),
      m_shaded(makeParented<TokenShading>(m_views)) {
    widgets::setTextRole(m_caption, widgets::TextRole::Caption);
    m_caption->hide();
    m_layout->setContentsMargins({});
    m_layout->addWidget(m_caption);
    m_layout->addWidget(m_views, 1);
    for (QWidget* view : {static_cast<QWidget*>(m_map), static_cast<QWidget*>(m_links),
             static_cast<QWidget*>(m_shaded)}) {
        m_views->addWidget(view); // in the order of AttentionControls::View
    }
    const auto selectQuery = [this](int query) { Q_EMIT selected(query, -1); };
    const auto selectKey = [this](int key) { Q_EMIT selected(-1, key); };
    connect(m_map, &AttentionHeatMap::cellSelected, this, &AttentionPane::selected);
    connect(m_map, &AttentionHeatMap::querySelected, this, selectQuery);
    connect(m_map, &AttentionHeatMap::keySelected, this, selectKey);
    connect(m_map, &AttentionHeatMap::cellMenuRequested, this, &AttentionPane::cellMenuRequested);
    connect(m_links, &AttentionLinks::querySelected, this, selectQuery);
    connect(m_links, &AttentionLinks::keySelected, this, selectKey);
    connect(m_shaded, &TokenShading::tokenSelected, this, selectQuery);
    applyTheme();
}

void AttentionPane::setCaption(const QString& caption) {
    m_caption->setText(caption);
    m_caption->setVisible(!caption.isEmpty());
}

void AttentionPane::setText(const std::vector<Token>& tokens) {
    m_tokens = tokens;
}

void AttentionPane::setPicture(
    std::shared_ptr<const widgets::AttentionPicture> picture, double threshold) {
    m_picture = std::move(picture);
    m_map->setPicture(m_picture);
    m_links->setThreshold(threshold);
    m_links->setCells(m_picture
            ? std::shared_ptr<const AttentionCells>(m_picture, &m_picture->cells())
            : nullptr);
    shadeText();
}

void AttentionPane::setView(AttentionControls::View view) {
    m_views->setCurrentIndex(static_cast<int>(view));
}

void AttentionPane::setStyle(widgets::ColorMap colors, bool selectedOnly) {
    m_map->setColorMap(colors);
    m_links->setSelectedOnly(selectedOnly);
}

void AttentionPane::setSelection(int query, int key) {
    m_query = query;
    m_key = key;
    m_map->setSelection(query, key);
    m_links->setSelection(query, key);
    shadeText();
}

void AttentionPane::setForced(std::vector<std::pair<int, int>> pairs) {
    m_map->setForced(std::move(pairs));
}

const widgets::Figure* AttentionPane::figure() const {
    const std::array<const widgets::Figure*, 3> figures{m_map, m_links, m_shaded};
    return figures.at(static_cast<std::size_t>(m_views->currentIndex()));
}

void AttentionPane::shadeText() {
    using Colors = TokenShading::Colors;
    std::vector<double> values(m_tokens.size(), 0);
    const int row = m_picture ? m_picture->cells().queryOf(m_query) : -1;
    const int column = m_picture ? m_picture->cells().keyOf(m_key) : -1;
    for (int token = 0; token < static_cast<int>(values.size()); ++token) {
        if (row < 0 && column < 0) {
            break;
        }
        const auto& cells = m_picture->cells();
        const int other = row >= 0 ? cells.keyOf(token) : cells.queryOf(token);
        if (other >= 0) {
            values[static_cast<std::size_t>(token)]
                = row >= 0 ? cells.at(row, other) : cells.at(other, column);
        }
    }
    const bool difference = m_picture && m_picture->cells().difference;
    m_shaded->setColors(difference ? Colors::Signed : Colors::Positive);
    m_shaded->setTokens(m_tokens, std::move(values));
    m_shaded->setSelectedToken(row >= 0 ? m_query : m_key);
}

void AttentionPane::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void AttentionPane::applyTheme() {
    m_layout->setSpacing(widgets::Theme::of(this).px(4));
}

} // namespace vitrine::app
