#include "app/pages/perplexity_curves.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/api/training_run.h"
#include "widgets/common/number_format.h"
#include "widgets/common/plot_theme.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr int progressSteps = 1000;
const double bitsPerNat = 1 / std::log(2.0);
constexpr double notDrawn = std::numeric_limits<double>::quiet_NaN();
constexpr std::array colors{widgets::ColorRole::Accent, widgets::ColorRole::Second,
    widgets::ColorRole::Good, widgets::ColorRole::Warning, widgets::ColorRole::Secondary};
constexpr std::array dashes{
    Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine, Qt::DashDotDotLine};

/// log₂ of each; what is not finite is not drawn.
std::vector<double> bitsOf(const std::vector<double>& perplexities) {
    std::vector<double> bits;
    for (const double perplexity : perplexities) {
        bits.push_back(std::isfinite(perplexity) ? std::log2(perplexity) : notDrawn);
    }
    return bits;
}

std::vector<double> countedFrom(double first, std::size_t count) {
    std::vector<double> numbers(count);
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

/// Where a model's training log lies: beside it, or beside the folder of a run's newest model.
std::filesystem::path logOf(const std::filesystem::path& model) {
    const auto beside = model / "log.jsonl";
    return model.filename() == "model" && !std::filesystem::exists(beside)
        ? model.parent_path() / "log.jsonl"
        : beside;
}

} // namespace

PerplexityCurves::PerplexityCurves(ModelShelf& shelf, QWidget* parent)
    : QWidget(parent), m_shelf(shelf), m_controls(widgets::makeParented<QWidget>(this)),
      m_open(widgets::makeParented<QPushButton>(m_controls)),
      m_own(widgets::makeParented<QPushButton>(m_controls)),
      m_stop(widgets::makeParented<QPushButton>(m_controls)),
      m_progress(widgets::makeParented<QProgressBar>(m_controls)),
      m_note(widgets::makeParented<QLabel>(m_controls)),
      m_plot(widgets::makeParented<widgets::CurvePlot>(this)) {
    build();
    connect(m_open, &QPushButton::clicked, this, &PerplexityCurves::open);
    connect(m_own, &QPushButton::clicked, this, [this] {
        const auto own = *m_shelf.ownText();
        learn(own.text, own.counting.unit);
    });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_learning.stop(); });
    connect(&shelf, &ModelShelf::changed, this, [this] {
        if (isVisible()) {
            readModelLogs();
        }
        refresh();
    });
    applyTheme();
    retranslate();
}

void PerplexityCurves::build() {
    auto* controls = new QHBoxLayout(m_controls);
    controls->setContentsMargins({});
    controls->addWidget(m_open);
    controls->addWidget(m_own);
    controls->addWidget(m_stop);
    controls->addWidget(m_progress);
    controls->addWidget(m_note, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_plot);
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_stop->hide();
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    m_note->setWordWrap(true);
}

void PerplexityCurves::setOver(Over over) {
    m_over = over;
    refresh();
}

void PerplexityCurves::setMeasure(const FileMeasure& measure) {
    m_measure = measure;
    refresh();
}

QSize PerplexityCurves::figureSize() const {
    return m_plot->size();
}

void PerplexityCurves::paintFigure(QPainter& painter, const QSize& size) const {
    m_plot->paint(painter, size);
}

void PerplexityCurves::open() {
    if (m_over == Steps) {
        const auto file = QFileDialog::getOpenFileName(
            this, tr("Log of a training run"), {}, tr("Training logs (*.jsonl);;All files (*)"));
        if (!file.isEmpty()) {
            openLog(file.toStdString());
        }
        return;
    }
    const auto file = QFileDialog::getOpenFileName(this, tr("Text to learn from"));
    if (!file.isEmpty()) {
        learn({{}, file.toStdString()}, m_shelf.unit());
    }
}

void PerplexityCurves::learn(const NgramText& text, NgramUnit unit) {
    m_relay.emplace([this](const std::vector<LearningCurves>& curves) {
        m_learned = curves.back();
        refresh();
    });
    m_learned = {};
    m_learning.request(
        [text, unit, send = m_relay->sender()](
            const std::stop_token& stop) { return learningCurves(text, unit, stop, send); },
        [this](Expected<LearningCurves> curves) { takeLearned(std::move(curves)); });
    refresh();
}

void PerplexityCurves::takeLearned(Expected<LearningCurves> curves) {
    m_relay.reset();
    if (curves) {
        m_learned = std::move(*curves);
    } else if (curves.error().code != ErrorCode::Interrupted) {
        Q_EMIT failed(curves.error());
    }
    refresh();
}

void PerplexityCurves::openLog(const std::filesystem::path& file) {
    m_opening.request([file](const std::stop_token&) { return api::readTrainingLog(file); },
        [this, file](Expected<std::vector<TrainingProgress>> steps) {
            if (!steps) {
                Q_EMIT failed(steps.error());
                return;
            }
            const auto name = file.parent_path().filename().string();
            std::erase_if(m_openedRuns,
                [&](const Run& run) { return run.name == QString::fromStdString(name); });
            m_openedRuns.push_back({QString::fromStdString(name), std::move(*steps)});
            refresh();
        });
}

void PerplexityCurves::readModelLogs() {
    const auto models = m_shelf.shown();
    m_reading.request(
        [models](const std::stop_token&) {
            Runs runs;
            for (const auto& model : models) {
                if (model.neural) {
                    if (auto steps = api::readTrainingLog(logOf(model.neural->info().path))) {
                        runs.push_back({model.name, std::move(*steps)});
                    }
                }
            }
            return runs;
        },
        [this](Runs runs) {
            m_modelRuns = std::move(runs);
            refresh();
        });
}

widgets::Curve PerplexityCurves::curve(
    std::size_t index, QString name, std::vector<double> x, std::vector<double> y) const {
    return {std::move(name), std::move(x), std::move(y),
        widgets::Theme::of(this).color(colors[index % colors.size()]),
        dashes[index % dashes.size()], /*marked=*/index == 0 || m_over == Steps};
}

std::vector<widgets::Curve> PerplexityCurves::orderCurves() const {
    std::vector<widgets::Curve> curves;
    for (const auto& measured : m_measure.curves) {
        curves.push_back(curve(curves.size(), smoothingText(measured.smoothing),
            countedFrom(1, measured.perplexities.size()), bitsOf(measured.perplexities)));
    }
    return curves;
}

std::vector<widgets::Curve> PerplexityCurves::sizeCurves(bool byMethod) const {
    std::vector<widgets::Curve> curves;
    for (const auto& learned : m_learned.curves) {
        const bool modified = learned.smoothing == NgramSmoothing::ModifiedKneserNey;
        if (byMethod ? learned.order == comparedOrder : modified) {
            curves.push_back(curve(curves.size(),
                byMethod ? smoothingText(learned.smoothing) : tr("%1-gram").arg(learned.order),
                countedFrom(0, learned.perplexities.size()), bitsOf(learned.perplexities)));
        }
    }
    return curves;
}

std::vector<widgets::Curve> PerplexityCurves::stepCurves() const {
    auto runs = m_modelRuns;
    runs.insert(runs.end(), m_openedRuns.begin(), m_openedRuns.end());
    std::vector<widgets::Curve> curves;
    for (const auto& run : runs) {
        std::vector<double> x;
        std::vector<double> y;
        for (const auto& step : run.steps) {
            if (step.validationLoss) {
                x.push_back(static_cast<double>(step.step));
                y.push_back(*step.validationLoss * bitsPerNat);
            }
        }
        curves.push_back(curve(curves.size(), run.name, std::move(x), std::move(y)));
    }
    return curves;
}

QString PerplexityCurves::note() const {
    switch (m_over) {
    case Sizes:
    case Methods:
        return m_learned.tokens.empty()
            ? tr("Choose a text to learn from, such as a novel: n-gram models count a 64th of its "
                 "lines, a 32nd and so on to all, and are measured on every tenth line.")
            : tr("Measured on %1 tokens that were not counted")
                  .arg(widgets::formatCount(m_learned.heldOut));
    case Steps:
        return m_modelRuns.empty() && m_openedRuns.empty()
            ? tr("No model at hand has its training log beside it; open the log.jsonl of a "
                 "training run.")
            : tr("Of each run's own validation text");
    case Orders:
        break;
    }
    return {};
}

void PerplexityCurves::refresh() {
    const bool sizes = m_over == Sizes || m_over == Methods;
    const bool learning = m_learning.isBusy();
    m_open->setVisible(m_over != Orders);
    m_own->setVisible(sizes && m_shelf.ownText());
    m_stop->setVisible(sizes && learning);
    m_progress->setVisible(sizes && learning);
    m_progress->setValue(static_cast<int>(std::lround(m_learned.done * progressSteps)));
    m_open->setText(m_over == Steps ? tr("Open a log…") : tr("Choose a text…"));
    m_open->setToolTip(m_over == Steps
            ? tr("Add the curve of a training run: its folder holds log.jsonl")
            : tr("Draw how n-gram models get better with more of a text"));
    m_note->setText(note());
    m_note->setVisible(!m_note->text().isEmpty());
    m_curves = m_over == Orders ? orderCurves()
        : sizes                 ? sizeCurves(m_over == Methods)
                                : stepCurves();
    QStringList places;
    for (const auto tokens : m_learned.tokens) {
        places << widgets::formatCount(tokens);
    }
    if (sizes) {
        m_plot->setPlaceNames(places);
    } else {
        m_plot->setWholeNumbers(m_over == Orders);
    }
    m_plot->setAxes(m_over == Orders ? tr("order")
            : sizes                  ? tr("tokens learned from")
                                     : tr("training step"),
        tr("log₂ perplexity"));
    m_plot->setCurves(m_curves);
    m_plot->setVisible(!m_curves.empty());
}

void PerplexityCurves::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    readModelLogs();
}

void PerplexityCurves::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
        refresh();
    }
}

void PerplexityCurves::retranslate() {
    m_own->setText(tr("My text"));
    m_own->setToolTip(tr("Learn from the text that you counted"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Stop learning; the curves so far stay"));
    m_progress->setAccessibleName(tr("Progress of learning"));
    m_progress->setToolTip(tr("How much of the work is done"));
    m_plot->setAccessibleName(tr("Perplexity over order, text size or training step"));
    m_plot->setToolTip(
        tr("log₂ perplexity is the cross-entropy in bits per token: lower is better"));
    refresh();
}

void PerplexityCurves::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_plot->setStyle(widgets::plotStyle(theme));
    m_plot->setMinimumSize(theme.px(160), theme.px(80));
    m_progress->setFixedWidth(theme.px(120));
}

} // namespace vitrine::app
