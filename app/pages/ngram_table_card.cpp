#include "app/pages/ngram_table_card.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

using namespace std::chrono_literals;

constexpr auto typingPause = 200ms;
constexpr int wordsWidth = 260;

NgramQuery::Sort sortOf(int column) {
    switch (column) {
    case NgramTableModel::Words:
        return NgramQuery::Sort::Words;
    case NgramTableModel::Continuations:
        return NgramQuery::Sort::Continuations;
    case NgramTableModel::Share:
        return NgramQuery::Sort::Share;
    default:
        return NgramQuery::Sort::Count;
    }
}

} // namespace

NgramTableCard::NgramTableCard(ModelShelf& shelf, QWidget* parent)
    : QWidget(parent), m_shelf(shelf), m_order(widgets::makeParented<QSpinBox>(this)),
      m_search(widgets::makeParented<QLineEdit>(this)),
      m_found(widgets::makeParented<QLabel>(this)), m_view(widgets::makeParented<QTableView>(this)),
      m_table(widgets::makeParented<NgramTableModel>(this)) {
    auto* controls = new QHBoxLayout;
    controls->addWidget(m_order);
    controls->addWidget(m_search, 1);
    controls->addWidget(m_found);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(controls);
    layout->addWidget(m_view, 1);
    m_order->setRange(1, MaximumNgramOrder);
    m_order->setValue(m_query.order);
    m_search->setClearButtonEnabled(true);
    widgets::setTextRole(m_found, widgets::TextRole::Caption);
    m_view->setModel(m_table);
    m_view->verticalHeader()->hide();
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->horizontalHeader()->setSortIndicatorShown(true);
    m_view->horizontalHeader()->setSectionsClickable(true);
    m_view->horizontalHeader()->setSortIndicator(NgramTableModel::Count, Qt::DescendingOrder);
    m_view->setColumnWidth(NgramTableModel::Words, widgets::Theme::of(this).px(wordsWidth));
    m_soon.setSingleShot(true);
    m_soon.setInterval(typingPause);
    connect(&m_soon, &QTimer::timeout, this, &NgramTableCard::find);
    connect(&shelf, &ModelShelf::changed, this, &NgramTableCard::follow);
    connect(m_order, &QSpinBox::valueChanged, this, [this] { m_soon.start(); });
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_soon.start(); });
    connect(m_view->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
        [this] { m_soon.start(); });
    retranslate();
}

void NgramTableCard::follow() {
    if (m_shelf.counts()) {
        m_order->setMaximum(m_shelf.counts()->order());
        m_soon.start();
    }
}

void NgramTableCard::find() {
    const auto counts = m_shelf.counts();
    if (!isVisible() || !counts) {
        return;
    }
    const auto* header = m_view->horizontalHeader();
    m_query = {.order = m_order->value(),
        .text = m_search->text().toStdString(),
        .sort = sortOf(header->sortIndicatorSection()),
        .descending = header->sortIndicatorOrder() == Qt::DescendingOrder};
    m_request.request([counts, query = m_query](
                          const std::stop_token& stop) { return findNgrams(*counts, query, stop); },
        [this, counts, order = m_query.order](std::vector<std::uint32_t> rows) {
            m_table->setRows(counts, order, std::move(rows));
            retranslate();
        });
}

void NgramTableCard::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    follow();
}

void NgramTableCard::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void NgramTableCard::retranslate() {
    m_order->setPrefix(tr("n = "));
    m_order->setToolTip(tr("Order of the n-grams in the table"));
    m_order->setAccessibleName(tr("Order"));
    m_search->setPlaceholderText(tr("Search n-grams"));
    m_search->setToolTip(tr("Show the n-grams that hold this text"));
    m_search->setAccessibleName(tr("Search n-grams"));
    m_view->setAccessibleName(tr("n-grams"));
    m_view->setToolTip(tr("Click a header to sort"));
    m_found->setText(tr("%Ln n-gram(s)", nullptr, m_table->rowCount()));
    m_table->retranslate();
}

} // namespace vitrine::app
