#include "app/pages/measure_card.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

#include "app/pages/perplexity_curves.h"
#include "widgets/common/number_format.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/ngram/text_table.h"

namespace vitrine::app {

namespace {

constexpr int progressSteps = 1000;

QString finiteOr(double value, QString (*format)(double)) {
    return std::isfinite(value) ? format(value) : QStringLiteral("∞");
}

} // namespace

MeasureCard::MeasureCard(ModelShelf& shelf, QWidget* parent)
    : QWidget(parent), m_shelf(shelf),
      m_kind(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_choose(widgets::makeParented<QPushButton>(this)),
      m_stop(widgets::makeParented<QPushButton>(this)),
      m_progress(widgets::makeParented<QProgressBar>(this)),
      m_note(widgets::makeParented<QLabel>(this)),
      m_pages(widgets::makeParented<QStackedWidget>(this)),
      m_view(widgets::makeParented<QTableView>(m_pages)),
      m_table(widgets::makeParented<widgets::TextTable>(this)),
      m_curves(widgets::makeParented<PerplexityCurves>(shelf, m_pages)) {
    build();
    connect(m_kind, &widgets::SegmentedControl::currentChanged, this, [this](int view) {
        setView(view);
        Q_EMIT viewChanged();
    });
    connect(m_choose, &QPushButton::clicked, this, &MeasureCard::choose);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_request.stop(); });
    connect(m_curves, &PerplexityCurves::failed, this, &MeasureCard::failed);
    applyTheme();
    retranslate();
}

void MeasureCard::build() {
    auto* controls = new QHBoxLayout;
    controls->addWidget(m_choose);
    controls->addWidget(m_stop);
    controls->addWidget(m_progress);
    controls->addWidget(m_note, 1);
    controls->addWidget(m_curves->controls(), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(controls);
    layout->addWidget(m_pages, 1);
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_curves);
    m_view->setModel(m_table);
    m_view->verticalHeader()->hide();
    m_view->setShowGrid(false);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    m_note->setWordWrap(true);
}

QWidget* MeasureCard::kinds() {
    return m_kind;
}

int MeasureCard::view() const {
    return m_kind->current();
}

void MeasureCard::setView(int view) {
    m_kind->setCurrent(view);
    m_pages->setCurrentIndex(view == 0 ? 0 : 1);
    if (view > 0) {
        m_curves->setOver(static_cast<PerplexityCurves::Over>(view - 1));
    }
    refresh();
}

const QAbstractItemModel* MeasureCard::table() const {
    return m_table;
}

QSize MeasureCard::figureSize() const {
    return m_curves->figureSize();
}

void MeasureCard::paintFigure(QPainter& painter, const QSize& size) const {
    m_curves->paintFigure(painter, size);
}

void MeasureCard::choose() {
    const auto file = QFileDialog::getOpenFileName(this, tr("Text to measure"));
    if (!file.isEmpty()) {
        measure(file.toStdString());
    }
}

void MeasureCard::measure(const std::filesystem::path& file) {
    m_models = m_shelf.shown();
    m_file = QString::fromStdString(file.filename().string());
    m_relay.emplace(
        [this](std::vector<FileMeasure> measures) { take(std::move(measures.back())); });
    m_request.request(
        [models = m_models, counts = m_shelf.counts(), file, send = m_relay->sender()](
            const std::stop_token& stop) { return measureFile(models, counts, file, stop, send); },
        [this](Expected<FileMeasure> measured) {
            m_relay.reset();
            if (!measured && measured.error().code != ErrorCode::Interrupted) {
                Q_EMIT failed(measured.error());
            }
            measured ? take(std::move(*measured)) : refresh();
        });
    take({});
}

void MeasureCard::take(FileMeasure measure) {
    m_measure = std::move(measure);
    m_curves->setMeasure(m_measure);
    refresh();
}

QString MeasureCard::note() const {
    const bool busy = m_request.isBusy();
    if (m_measure.measured <= 0) {
        return busy
            ? tr("Measuring %1…").arg(m_file)
            : tr("Choose a text that the models have not learned from, one sentence on each line.");
    }
    if (m_measure.measured < 1) {
        const auto share = widgets::formatPercent(m_measure.measured);
        //: %1 is a file, %2 a percentage
        return (busy ? tr("%1, %2 measured so far") : tr("%1, stopped after %2"))
            .arg(m_file, share);
    }
    return tr("%1: perplexity is per token of each model; bits per character compare them all.")
        .arg(m_file);
}

void MeasureCard::refresh() {
    const bool busy = m_request.isBusy();
    const bool measures = view() <= 1 + PerplexityCurves::Orders;
    m_choose->setVisible(measures);
    m_stop->setVisible(measures && busy);
    m_progress->setVisible(measures && busy);
    m_note->setVisible(measures);
    m_curves->controls()->setVisible(!measures);
    const double share = m_measure.measured < 1 ? m_measure.measured : m_measure.compared;
    m_progress->setValue(static_cast<int>(std::lround(share * progressSteps)));
    m_note->setText(note());
    fill();
}

void MeasureCard::fill() {
    using Cell = widgets::TextTable::Cell;
    QList<QList<Cell>> rows;
    for (std::size_t i = 0; i < m_measure.models.size(); ++i) {
        const auto& model = m_measure.models[i];
        const double perplexity = model.perplexity();
        const double bits = model.bitsPerCharacter();
        rows.append({{m_models[i].name, {}, false},
            {finiteOr(perplexity, widgets::formatPerplexity), perplexity, false},
            {finiteOr(bits, widgets::formatBits), bits, false},
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

void MeasureCard::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void MeasureCard::retranslate() {
    m_kind->setSegments({{tr("models"), tr("How well every model predicts a file")},
        {tr("order"), tr("Over the order of n-gram models, for each smoothing method")},
        {tr("text size"), tr("Learning curves: over the size of the text, for each order")},
        {tr("smoothing"), tr("Learning curves of 3-gram models, for each smoothing method")},
        {tr("training"), tr("Over the training step of neural models")}});
    m_choose->setText(tr("Choose a file…"));
    m_choose->setToolTip(tr("Measure how well every model predicts a text, line by line"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Stop measuring; what is done so far stays"));
    m_progress->setAccessibleName(tr("Progress of measuring"));
    m_progress->setToolTip(tr("How much of the file is measured, then of the curves"));
    m_view->setAccessibleName(tr("Perplexities"));
    m_view->setToolTip(tr("Perplexity of the file, and the share of its n-grams never counted"));
    refresh();
}

void MeasureCard::applyTheme() {
    m_progress->setFixedWidth(widgets::Theme::of(this).px(120));
}

} // namespace vitrine::app
