#include "app/pages/histogram_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

#include "app/pages/run_text.h"
#include "widgets/common/number_format.h"
#include "widgets/common/number_table.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/layers/matrix_view.h"

namespace vitrine::app {

namespace {

/// The magnitude at which a bin begins.
double lowEnd(int bin) {
    return std::pow(10.0,
        MagnitudeHistogram::LowestPower
            + static_cast<double>(bin) / MagnitudeHistogram::BinsPerPower);
}

} // namespace

HistogramPanel::HistogramPanel(QWidget* parent)
    : QWidget(parent), m_kind(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_note(widgets::makeParented<QLabel>(this)),
      m_matrix(widgets::makeParented<widgets::MatrixView>(this)),
      m_table(widgets::makeParented<widgets::NumberTable>(this)) {
    auto* choice = new QHBoxLayout;
    choice->addWidget(m_kind);
    choice->addWidget(m_note, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(choice);
    layout->addWidget(m_matrix, 1);
    m_note->setWordWrap(true);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    m_matrix->setColors(widgets::MatrixView::Colors::Positive);
    connect(m_kind, &widgets::SegmentedControl::currentChanged, this, [this] { show(); });
    retranslate();
}

void HistogramPanel::setProbe(const TrainingProbe* probe) {
    m_parts = probe ? probe->parts : std::vector<LayerHistograms>();
    show();
}

const widgets::Figure* HistogramPanel::figure() const {
    return m_matrix;
}

const QAbstractItemModel* HistogramPanel::table() const {
    return m_table;
}

const MagnitudeHistogram* HistogramPanel::histogramOf(const LayerHistograms& part) const {
    if (m_kind->current() == 0) {
        return &part.weights;
    }
    return part.gradients ? &*part.gradients : nullptr;
}

void HistogramPanel::show() {
    std::vector<float> values;
    QStringList rows;
    for (const auto& part : m_parts) {
        if (const auto* histogram = histogramOf(part)) {
            values.insert(values.end(), histogram->shares.begin(), histogram->shares.end());
            rows << partName(part.part);
        }
    }
    QStringList columns;
    for (int bin = 0; bin < MagnitudeHistogram::Bins; ++bin) {
        columns << widgets::formatValue(lowEnd(bin));
    }
    const bool empty = values.empty();
    m_matrix->setMatrix(std::move(values), MagnitudeHistogram::Bins);
    m_matrix->setRowNames(rows);
    m_matrix->setColumnNames(columns);
    m_matrix->setVisible(!empty);
    m_note->setText(!empty ? tr("Share of values of each size, from 10⁻⁸ at the left to 10 at the "
                                "right; a layer whose gradients lie far to the left hardly learns.")
            : m_parts.empty() ? tr("Shown as soon as the run has been looked into.")
                              : tr("There are no gradients before the first step."));
    fillTable();
}

void HistogramPanel::fillTable() {
    QStringList headers{tr("part"), tr("root mean square"), tr("zeros")};
    for (int bin = 0; bin < MagnitudeHistogram::Bins; ++bin) {
        headers << QStringLiteral("≥ %1").arg(widgets::formatValue(lowEnd(bin)));
    }
    QStringList names;
    std::vector<double> numbers;
    for (const auto& part : m_parts) {
        if (const auto* histogram = histogramOf(part)) {
            names << partName(part.part);
            numbers.insert(numbers.end(), {histogram->rootMeanSquare, histogram->zeros});
            numbers.insert(numbers.end(), histogram->shares.begin(), histogram->shares.end());
        }
    }
    m_table->setNumbers(headers, names, std::move(numbers));
}

void HistogramPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void HistogramPanel::retranslate() {
    m_kind->setSegments({{tr("weights"), tr("Sizes of the parameters themselves")},
        {tr("gradients"), tr("Sizes of the gradients of the last step, after clipping")}});
    m_matrix->setName(tr("Sizes by layer"));
    m_matrix->setAxes(tr("part of the network"), tr("size, by powers of ten"));
    show();
}

} // namespace vitrine::app
