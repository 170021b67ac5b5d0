#include "app/pages/comparison_numbers.h"

#include <QEvent>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

#include "widgets/common/number_format.h"
#include "widgets/ngram/text_table.h"

namespace vitrine::app {

ComparisonNumbers::ComparisonNumbers(QWidget* parent)
    : QWidget(parent), m_view(widgets::makeParented<QTableView>(this)),
      m_table(widgets::makeParented<widgets::TextTable>(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_view);
    m_view->setModel(m_table);
    m_view->verticalHeader()->hide();
    m_view->setShowGrid(false);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    retranslate();
}

const QAbstractItemModel* ComparisonNumbers::table() const {
    return m_table;
}

void ComparisonNumbers::setComparison(
    const std::vector<ComparedModel>& models, NextComparison comparison) {
    m_models = models;
    m_comparison = std::move(comparison);
    retranslate();
}

void ComparisonNumbers::retranslate() {
    using Cell = widgets::TextTable::Cell;
    QStringList headers{tr("model"), tr("entropy, bits"), tr("rest")};
    QList<QList<Cell>> rows;
    for (std::size_t p = 0; p < m_comparison.entropies.size(); ++p) {
        //: Kullback–Leibler divergence from the row's model to this one
        headers << tr("KL to %1").arg(m_models[p].name);
        QList<Cell> row{{m_models[p].name, {}, false},
            {widgets::formatBits(m_comparison.entropies[p]), m_comparison.entropies[p], false},
            {widgets::formatPercent(m_comparison.rest[p]), m_comparison.rest[p], false}};
        for (const double bits : m_comparison.divergences[p]) {
            row.append(
                {std::isinf(bits) ? QStringLiteral("∞") : widgets::formatBits(bits), bits, false});
        }
        rows.append(std::move(row));
    }
    m_table->setRows(headers, std::move(rows));
    m_view->setAccessibleName(tr("Entropies and divergences"));
    m_view->setToolTip(tr("KL(p‖q) in bits over the texts that both models know; all others count "
                          "as one"));
}

void ComparisonNumbers::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

} // namespace vitrine::app
