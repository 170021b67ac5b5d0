#include "app/pages/run_curves.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "app/workspace/smoothed_losses.h"
#include "widgets/common/number_table.h"
#include "widgets/common/plot_theme.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

using widgets::ColorRole;

constexpr double smoothedShare = 0.02; // of the run: the half-life of the smoothed curve
constexpr double paleness = 0.45;

std::vector<double> numbersOf(
    const std::vector<TrainingProgress>& log, double TrainingProgress::*member) {
    std::vector<double> numbers;
    for (const auto& progress : log) {
        numbers.push_back(progress.*member);
    }
    return numbers;
}

std::vector<double> stepsOf(const std::vector<TrainingProgress>& log) {
    std::vector<double> steps;
    for (const auto& progress : log) {
        steps.push_back(static_cast<double>(progress.step));
    }
    return steps;
}

std::vector<double> smoothedOf(const std::vector<TrainingProgress>& log) {
    const auto count = static_cast<double>(log.size());
    return smoothedLosses(
        numbersOf(log, &TrainingProgress::loss), std::max(1.0, smoothedShare * count));
}

} // namespace

RunCurves::RunCurves(QWidget* parent)
    : QWidget(parent), m_controls(widgets::makeParented<QWidget>(this)),
      m_quantity(widgets::makeParented<widgets::SegmentedControl>(m_controls)),
      m_scale(widgets::makeParented<widgets::SegmentedControl>(m_controls)),
      m_empty(widgets::makeParented<QLabel>(this)),
      m_plot(widgets::makeParented<widgets::CurvePlot>(this)),
      m_table(widgets::makeParented<widgets::NumberTable>(this)) {
    auto* controls = new QHBoxLayout(m_controls);
    controls->setContentsMargins({});
    controls->addWidget(m_quantity);
    controls->addWidget(m_scale);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_plot, 1);
    m_plot->setObjectName(QStringLiteral("runPlot"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    widgets::setTextRole(m_empty, widgets::TextRole::Caption);
    for (widgets::SegmentedControl* control : {m_quantity.get(), m_scale.get()}) {
        connect(control, &widgets::SegmentedControl::currentChanged, this, [this] {
            draw(/*sameRun=*/false);
            Q_EMIT viewChanged();
        });
    }
    connect(m_plot, &widgets::CurvePlot::placeChosen, this,
        [this](double step) { Q_EMIT stepChosen(std::llround(step)); });
    applyTheme();
    retranslate();
}

void RunCurves::setRun(const RunRecord* run) {
    const auto folder = run ? run->folder : std::filesystem::path();
    const bool same = std::exchange(m_run, folder) == folder;
    m_log = run ? run->log : std::vector<TrainingProgress>();
    fillTable();
    draw(same);
}

void RunCurves::setMarkedStep(std::int64_t step) {
    m_plot->setMarker(
        step < 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(step));
}

RunCurves::Quantity RunCurves::quantity() const {
    return static_cast<Quantity>(m_quantity->current());
}

void RunCurves::setQuantity(int quantity) {
    m_quantity->setCurrent(std::clamp(quantity, 0, static_cast<int>(Speed)));
    draw(/*sameRun=*/false);
}

bool RunCurves::isLogarithmic() const {
    return m_scale->current() == 1;
}

void RunCurves::setLogarithmic(bool logarithmic) {
    m_scale->setCurrent(logarithmic ? 1 : 0);
    draw(/*sameRun=*/false);
}

const QAbstractItemModel* RunCurves::table() const {
    return m_table;
}

QSize RunCurves::figureSize() const {
    return m_plot->size();
}

void RunCurves::paintFigure(QPainter& painter, const QSize& size) const {
    m_plot->paint(painter, size);
}

std::vector<widgets::Curve> RunCurves::lossCurves() const {
    const auto theme = widgets::Theme::of(this);
    const auto steps = stepsOf(m_log);
    std::vector<widgets::Curve> curves{
        {tr("training"), steps, numbersOf(m_log, &TrainingProgress::loss),
            theme.color(ColorRole::Accent, paleness), Qt::SolidLine, false},
        {tr("smoothed"), steps, smoothedOf(m_log), theme.color(ColorRole::Accent), Qt::SolidLine,
            false}};
    widgets::Curve validation{
        tr("validation"), {}, {}, theme.color(ColorRole::Second), Qt::DashLine, false};
    for (const auto& progress : m_log) {
        if (progress.validationLoss) {
            validation.x.push_back(static_cast<double>(progress.step));
            validation.y.push_back(*progress.validationLoss);
        }
    }
    if (!validation.x.empty()) {
        curves.push_back(std::move(validation));
    }
    return curves;
}

widgets::Curve RunCurves::curveOf(const QString& name, double TrainingProgress::*member) const {
    return {name, stepsOf(m_log), numbersOf(m_log, member),
        widgets::Theme::of(this).color(ColorRole::Accent), Qt::SolidLine, false};
}

void RunCurves::draw(bool sameRun) {
    QString name = tr("loss, nats per token");
    switch (quantity()) {
    case Loss:
        m_curves = lossCurves();
        break;
    case Rate:
        name = tr("learning rate");
        m_curves = {curveOf(name, &TrainingProgress::learningRate)};
        break;
    case Gradient:
        name = tr("gradient norm");
        m_curves = {curveOf(name, &TrainingProgress::gradientNorm)};
        break;
    case Speed:
        name = tr("tokens per second");
        m_curves = {curveOf(name, &TrainingProgress::tokensPerSecond)};
        break;
    }
    m_plot->setAxes(tr("step"), name);
    m_plot->setLogarithmic(isLogarithmic());
    if (sameRun) {
        m_plot->updateCurves(m_curves);
    } else {
        m_plot->setCurves(m_curves);
    }
    m_plot->setVisible(!m_log.empty());
    m_empty->setVisible(m_log.empty());
}

void RunCurves::fillTable() {
    const auto smoothed = smoothedOf(m_log);
    std::vector<double> numbers;
    for (std::size_t i = 0; i < m_log.size(); ++i) {
        const auto& progress = m_log[i];
        numbers.insert(numbers.end(),
            {static_cast<double>(progress.step), progress.loss, smoothed[i],
                progress.validationLoss.value_or(std::numeric_limits<double>::quiet_NaN()),
                progress.learningRate, progress.gradientNorm, progress.tokensPerSecond,
                progress.seconds});
    }
    m_table->setNumbers(
        {tr("step"), tr("loss"), tr("smoothed"), tr("validation"), tr("learning rate"),
            tr("gradient norm"), tr("tokens per second"), tr("seconds")},
        {}, std::move(numbers));
}

void RunCurves::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
        draw(/*sameRun=*/true);
    }
}

void RunCurves::retranslate() {
    m_quantity->setSegments({{tr("loss"), tr("How wrong the predictions are, in nats per token")},
        {tr("rate"), tr("How far each step went")},
        {tr("gradient"), tr("How long the gradient was, before it was clipped")},
        {tr("speed"), tr("Tokens per second")}});
    m_scale->setSegments(
        {{tr("linear"), tr("Values as they are")}, {tr("log"), tr("Values by powers of ten")}});
    m_plot->setAccessibleName(tr("What the run has logged"));
    m_plot->setToolTip(tr("The wheel zooms, dragging moves, a double click shows all; a click goes "
                          "to the look nearest to the step"));
    m_empty->setText(tr("The curves begin with the first step."));
    fillTable();
    draw(/*sameRun=*/true);
}

void RunCurves::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_plot->setStyle(widgets::plotStyle(theme));
    m_plot->setMinimumSize(theme.px(200), theme.px(100));
    m_controls->layout()->setSpacing(theme.px(8));
}

} // namespace vitrine::app
