#include "widgets/tokens/token_table.h"

#include <utility>

#include <QEvent>
#include <QHeaderView>
#include <QSignalBlocker>

#include "widgets/common/theme.h"

namespace vitrine::widgets {

TokenTable::TokenTable(QWidget* parent)
    : QTableView(parent), m_model(makeParented<TokenTableModel>(this)) {
    setModel(m_model);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setHighlightSections(false);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) {
            if (current.isValid())
                Q_EMIT tokenSelected(current.row());
        });
    applyTheme();
    retranslate();
}

void TokenTable::setTokens(std::vector<ScoredToken> tokens) {
    m_model->setTokens(std::move(tokens));
    resizeColumnsToContents();
}

void TokenTable::setSelectedToken(int token) {
    const QSignalBlocker blocker(selectionModel());
    if (token < 0 || token >= m_model->rowCount())
        selectionModel()->clear();
    else
        setCurrentIndex(m_model->index(token, 0));
    viewport()->update();
}

void TokenTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        applyTheme();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void TokenTable::applyTheme() {
    const Theme theme = Theme::of(this);
    setFont(theme.monoFont(TextSize::Caption));
    horizontalHeader()->setFont(theme.font(TextSize::Caption));
    verticalHeader()->setDefaultSectionSize(theme.px(26));
    resizeColumnsToContents();
}

void TokenTable::retranslate() {
    setAccessibleName(tr("Tokens of the text"));
    horizontalHeader()->viewport()->update();
}

} // namespace vitrine::widgets
