#include "widgets/generation/continuation_cards.h"

#include <algorithm>
#include <memory>

#include <QEvent>
#include <QGridLayout>

#include "widgets/common/bare_scroll_area.h"
#include "widgets/common/theme.h"
#include "widgets/generation/continuation_card.h"

namespace vitrine::widgets {

namespace {

constexpr double narrowestCard = 240;
constexpr double gap = 12;

} // namespace

ContinuationCards::ContinuationCards(QWidget* parent)
    : QScrollArea(parent), m_content(makeParented<QWidget>(this)),
      m_grid(makeParented<QGridLayout>(m_content)) {
    setBareContent(*this, *m_content); // its cards take the focus
    m_grid->setContentsMargins({});
    retranslate();
}

void ContinuationCards::setContinuations(const std::vector<Continuation>& continuations) {
    while (m_cards.size() > continuations.size())
        removeLastCard();
    while (m_cards.size() < continuations.size())
        addCard();
    for (std::size_t i = 0; i < continuations.size(); ++i)
        m_cards[i]->setContinuation(continuations[i]);
    arrange();
}

void ContinuationCards::setContinuation(int index, const Continuation& continuation) {
    m_cards[static_cast<std::size_t>(index)]->setContinuation(continuation);
}

void ContinuationCards::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    if (columnsFor(viewport()->width()) != m_columns)
        arrange();
}

void ContinuationCards::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        arrange();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ContinuationCards::addCard() {
    const auto card = makeParented<ContinuationCard>(m_content.get());
    const int index = count();
    connect(card, &ContinuationCard::clicked, this, [this, index] { Q_EMIT adopted(index); });
    m_cards.push_back(card);
}

void ContinuationCards::removeLastCard() {
    const std::unique_ptr<ContinuationCard> removed(m_cards.back());
    m_cards.pop_back();
}

void ContinuationCards::arrange() {
    m_columns = columnsFor(viewport()->width());
    m_grid->setSpacing(Theme::of(this).px(gap));
    const int columns = std::max(m_grid->columnCount(), m_columns);
    for (int i = 0; i < count(); ++i)
        m_grid->addWidget(m_cards[static_cast<std::size_t>(i)], i / m_columns, i % m_columns);
    for (int column = 0; column < columns; ++column)
        m_grid->setColumnStretch(column, column < m_columns ? 1 : 0);
    const int lastRow = (count() + m_columns - 1) / m_columns;
    for (int row = 0; row < std::max(m_grid->rowCount(), lastRow + 1); ++row)
        m_grid->setRowStretch(row, row == lastRow ? 1 : 0); // the rest of the height
}

int ContinuationCards::columnsFor(int width) const {
    const Theme theme = Theme::of(this);
    const int fitting = (width + theme.px(gap)) / (theme.px(narrowestCard) + theme.px(gap));
    return std::clamp(fitting, 1, std::max(count(), 1));
}

void ContinuationCards::retranslate() {
    setAccessibleName(tr("Continuations"));
}

} // namespace vitrine::widgets
