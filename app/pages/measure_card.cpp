#include "app/pages/measure_card.h"

#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/ngram/text_table.h"
#include "widgets/plot/curve_plot.h"

namespace vitrine::app {

namespace {

constexpr double impossible = 1e30; // a perplexity that only a probability of 0 makes
constexpr std::array colors{widgets::ColorRole::Accent, widgets::ColorRole::Second,
    widgets::ColorRole::Good, widgets::ColorRole::Warning, widgets::ColorRole::Secondary};
constexpr std::array dashes{
    Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine, Qt::DashDotDotLine};

QString perplexityText(double perplexity) {
    return perplexity < impossible ? widgets::formatPerplexity(perplexity) : QStringLiteral("∞");
}

} // namespace

MeasureCard::MeasureCard(ModelShelf& shelf, JobQueue& queue, QWidget* parent)
    : QWidget(parent), m_shelf(shelf), m_request(queue),
      m_choose(widgets::makeParented<QPushButton>(this)),
      m_stop(widgets::makeParented<QPushButton>(this)), m_note(widgets::makeParented<QLabel>(this)),
      m_view(widgets::makeParented<QTableView>(this)),
      m_table(widgets::makeParented<widgets::TextTable>(this)),
      m_plot(widgets::makeParented<widgets::CurvePlot>(this)) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->addWidget(m_choose, 0, 0);
    grid->addWidget(m_stop, 0, 1);
    grid->addWidget(m_note, 0, 2, 1, 2);
    grid->addWidget(m_view, 1, 0, 1, 3);
    grid->addWidget(m_plot, 1, 3);
    grid->setColumnStretch(2, 1);
    grid->setColumnStretch(3, 2);
    grid->setRowStretch(1, 1);
    m_view->setModel(m_table);
    m_view->verticalHeader()->hide();
    m_view->setShowGrid(false);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    m_note->setWordWrap(true);
    m_plot->setWholeNumbers(true);
    m_stop->hide();
    connect(m_choose, &QPushButton::clicked, this, &MeasureCard::choose);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_request.cancel();
        m_stop->hide();
        retranslate();
    });
    applyTheme();
    retranslate();
}

const QAbstractItemModel* MeasureCard::table() const {
    return m_table;
}

QSize MeasureCard::figureSize() const {
    return m_plot->size();
}

void MeasureCard::paintFigure(QPainter& painter, const QSize& size) const {
    m_plot->paint(painter, size);
}

void MeasureCard::choose() {
    const auto file = QFileDialog::getOpenFileName(this, tr("Text to measure"));
    if (!file.isEmpty()) {
        measure(file.toStdString());
    }
}

void MeasureCard::measure(const std::filesystem::path& file) {
    const auto models = m_shelf.shown();
    m_stop->show();
    m_note->setText(tr("Measuring…"));
    m_request.request(
        [models, counts = m_shelf.counts(), file](
            const std::stop_token& stop) { return measureFile(models, counts, file, stop); },
        [this, models](Expected<FileMeasure> measured) {
            m_stop->hide();
            if (measured) {
                m_models = models;
                m_measure = std::move(*measured);
            } else if (measured.error().code != ErrorCode::Interrupted) {
                Q_EMIT failed(measured.error());
            }
            retranslate();
        });
}

void MeasureCard::fill() {
    using Cell = widgets::TextTable::Cell;
    QList<QList<Cell>> rows;
    for (std::size_t i = 0; i < m_measure.models.size(); ++i) {
        const auto& model = m_measure.models[i];
        rows.append({{m_models[i].name, {}, false},
            {perplexityText(model.perplexity), model.perplexity, false},
            {model.perplexity < impossible ? widgets::formatBits(model.bitsPerCharacter)
                                           : QStringLiteral("∞"),
                model.bitsPerCharacter, false},
            {widgets::formatCount(model.tokens), static_cast<qlonglong>(model.tokens), false}});
    }
    for (std::size_t n = 0; n < m_measure.unseen.size(); ++n) {
        //: share of the text's n-grams of this order that were never counted
        rows.append({{tr("unseen %1-grams").arg(n + 1), {}, false},
            {widgets::formatPercent(m_measure.unseen[n]), m_measure.unseen[n], false}});
    }
    m_table->setRows(
        {tr("model"), tr("perplexity"), tr("bits per character"), tr("tokens")}, std::move(rows));
}

void MeasureCard::fillCurves() {
    const auto theme = widgets::Theme::of(this);
    std::vector<widgets::Curve> curves;
    for (std::size_t i = 0; i < m_measure.curves.size(); ++i) {
        const auto& measured = m_measure.curves[i];
        std::vector<double> x(measured.perplexities.size());
        std::iota(x.begin(), x.end(), 1);
        std::vector<double> y;
        for (const double perplexity : measured.perplexities) {
            y.push_back(perplexity < impossible ? std::log2(perplexity) : std::nan(""));
        }
        curves.push_back({smoothingText(measured.smoothing), std::move(x), std::move(y),
            theme.color(colors[i % colors.size()]), dashes[i % dashes.size()], i == 0});
    }
    m_plot->setCurves(curves);
}

void MeasureCard::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void MeasureCard::retranslate() {
    m_choose->setText(tr("Choose a file…"));
    m_choose->setToolTip(tr("Measure how well every model predicts a text, line by line"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Give up measuring"));
    const auto cut = tr("The file is longer: its beginning was measured.");
    m_note->setText(m_measure.models.empty()
            ? tr("Choose a text that the models have not learned from, one sentence on each line.")
            : tr("Perplexity is per token of each model; bits per character compare them all.")
                + (m_measure.cut ? u' ' + cut : QString()));
    m_view->setAccessibleName(tr("Perplexities"));
    m_view->setToolTip(tr("Perplexity of the file, and the share of its n-grams never counted"));
    m_plot->setAccessibleName(tr("Perplexity over order and smoothing"));
    m_plot->setToolTip(tr("Cross-entropy over the order, one curve for each smoothing method"));
    m_plot->setAxes(tr("order"), tr("log₂ perplexity"));
    fill();
    fillCurves();
}

void MeasureCard::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    widgets::PlotStyle style;
    style.text = theme.color(widgets::ColorRole::Secondary);
    style.line = theme.color(widgets::ColorRole::Line);
    style.selection = theme.color(widgets::ColorRole::Accent, 0.5);
    style.font = theme.font(widgets::TextSize::Rail);
    style.lineWidth = theme.px(1.5);
    m_plot->setStyle(style);
    m_plot->setMinimumSize(theme.px(160), theme.px(100));
    fillCurves();
}

} // namespace vitrine::app
