#include "widgets/layers/neuron_examples.h"

#include <cmath>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/token_shading.h"

namespace vitrine::widgets {

namespace {

constexpr int progressSteps = 1000;

} // namespace

NeuronExamples::NeuronExamples(QWidget* parent)
    : QWidget(parent), m_layout(makeParented<QVBoxLayout>(this)),
      m_controls(parented_ptr<QHBoxLayout>(new QHBoxLayout(new QWidget(this)))),
      m_choose(makeParented<QPushButton>(this)), m_progress(makeParented<QProgressBar>(this)),
      m_cancel(makeParented<QPushButton>(this)), m_hint(makeParented<QLabel>(this)),
      m_scroll(makeParented<QScrollArea>(this)) {
    setTextRole(m_hint, TextRole::Caption);
    m_hint->setWordWrap(true);
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_scroll->setProperty("bare", true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_controls->setContentsMargins({});
    m_controls->addWidget(m_choose);
    m_controls->addWidget(m_progress, 1);
    m_controls->addWidget(m_cancel);
    m_controls->addStretch();
    m_layout->setContentsMargins({});
    m_layout->addWidget(m_controls->parentWidget());
    m_layout->addWidget(m_hint);
    m_layout->addWidget(m_scroll, 1);
    connect(m_choose, &QPushButton::clicked, this, &NeuronExamples::fileWanted);
    connect(m_cancel, &QPushButton::clicked, this, &NeuronExamples::cancelled);
    clear();
    setProgress(std::nullopt);
    setNeuron(-1);
    applyTheme();
}

void NeuronExamples::setNeuron(int neuron) {
    m_neuron = neuron;
    m_choose->setEnabled(neuron >= 0);
    retranslate();
}

void NeuronExamples::setExamples(const std::vector<NeuronExample>& examples, const QString& file) {
    m_file = file;
    m_count = static_cast<int>(examples.size());
    m_list = new QWidget(m_scroll);
    auto* layout = new QVBoxLayout(m_list);
    layout->setContentsMargins({});
    float largest = 0;
    for (const auto& example : examples) {
        for (const float activation : example.activations)
            largest = std::fmax(largest, std::abs(activation));
    }
    for (const auto& example : examples)
        addExample(example, largest);
    layout->addStretch(1);
    m_scroll->setWidget(m_list); // deletes the older content
    m_list->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
    retranslate();
}

void NeuronExamples::clear() {
    setExamples({}, {});
}

void NeuronExamples::setProgress(std::optional<double> fraction) {
    m_progress->setVisible(fraction.has_value());
    m_cancel->setVisible(fraction.has_value());
    m_choose->setVisible(!fraction.has_value());
    m_progress->setValue(static_cast<int>(std::lround(fraction.value_or(0) * progressSteps)));
}

void NeuronExamples::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::StyleChange)
        applyTheme();
}

void NeuronExamples::addExample(const NeuronExample& example, float largest) {
    auto* caption = new QLabel(m_list);
    setTextRole(caption, TextRole::Caption);
    const auto peak = static_cast<std::size_t>(example.peak);
    caption->setText(
        tr("line %1 · %2")
            .arg(formatCount(static_cast<std::int64_t>(example.line)),
                formatValue(peak < example.activations.size() ? example.activations[peak] : 0)));
    auto* text = new TokenShading(m_list);
    text->setLargest(largest);
    text->setTokens(example.tokens, {example.activations.begin(), example.activations.end()});
    text->setSelectedToken(example.peak);
    text->setFixedHeight(text->minimumSizeHint().height() * 2);
    m_list->layout()->addWidget(caption);
    m_list->layout()->addWidget(text);
}

void NeuronExamples::retranslate() {
    m_choose->setText(tr("Find in a file…"));
    m_choose->setToolTip(tr("Look for the lines of a text file that excite this neuron most"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Stop reading the file"));
    m_progress->setAccessibleName(tr("Progress"));
    m_scroll->setAccessibleName(tr("Texts that excite the neuron most"));
    m_hint->setText(m_count > 0
            //: %1 is a neuron's number, %2 a file's name
            ? tr("What excites neuron %1 most in %2").arg(formatCount(m_neuron), m_file)
            : m_neuron >= 0
                ? tr("Which texts excite neuron %1 most? Choose a file with one text on each line.")
                      .arg(formatCount(m_neuron))
                : tr("Select a neuron first."));
}

void NeuronExamples::applyTheme() {
    const Theme theme = Theme::of(this);
    m_layout->setSpacing(theme.px(8));
    m_controls->setSpacing(theme.px(8));
}

} // namespace vitrine::widgets
