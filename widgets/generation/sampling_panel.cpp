#include "widgets/generation/sampling_panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "widgets/common/labelled_slider.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/generation/stop_strings_text.h"

namespace vitrine::widgets {

namespace {

constexpr double largestExactInteger = 9007199254740992.0; // 2^53: what a double holds exactly
constexpr double freshSeed = -1;
constexpr int mostSamples = 6;

constexpr unsigned in(std::initializer_list<DecodingStrategy> strategies) {
    unsigned mask = 0;
    for (const auto strategy : strategies)
        mask |= 1U << static_cast<unsigned>(strategy);
    return mask;
}

constexpr auto greedy = DecodingStrategy::Greedy;
constexpr auto sample = DecodingStrategy::Sample;
constexpr auto beam = DecodingStrategy::Beam;

double seedValue(const GenerationOptions& options) {
    return options.seed ? static_cast<double>(*options.seed) : freshSeed;
}

void setSeedValue(GenerationOptions& options, double value) {
    options.seed.reset();
    if (value >= 0)
        options.seed = static_cast<std::uint64_t>(value);
}

} // namespace

/// One slider: its range, where it applies, and its field of GenerationOptions.
struct SamplingPanel::Setting {
    const char* label;
    const char* tooltip;
    const char* offText; ///< null where the setting has no off value
    unsigned strategies;
    SliderRange range;
    double (*get)(const GenerationOptions&);
    void (*set)(GenerationOptions&, double);

    static const std::array<Setting, 9>& all();
};

const std::array<SamplingPanel::Setting, 9>& SamplingPanel::Setting::all() {
    using Options = GenerationOptions;
    static constexpr auto off = QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel", "off");
    static const std::array<Setting, 9> settings{{
        {QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel", "Temperature"),
            QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel",
                "Divides the logits: below 1 the probable become more probable, above 1 less."),
            nullptr, in({sample}), {.minimum = 0.05, .maximum = 2, .step = 0.05},
            [](const Options& o) { return o.temperature; },
            [](Options& o, double v) { o.temperature = v; }},
        {QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel", "top-k"),
            QT_TRANSLATE_NOOP(
                "vitrine::widgets::SamplingPanel", "Keeps the k most probable tokens."),
            off, in({sample}),
            {.minimum = 0,
                .maximum = 1000,
                .step = 1,
                .decimals = 0,
                .logarithmic = true,
                .off = 0.0,
                .typedMaximum = 1e6},
            [](const Options& o) { return static_cast<double>(o.topK); },
            [](Options& o, double v) { o.topK = static_cast<int>(v); }},
        {QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel", "top-p"),
            QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel",
                "Keeps the smallest set of tokens that has this probability together."),
            off, in({sample}), {.minimum = 0.01, .maximum = 1, .step = 0.01, .off = 1.0},
            [](const Options& o) { return o.topP; }, [](Options& o, double v) { o.topP = v; }},
        {QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel", "min-p"),
            QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel",
                "Keeps tokens that are at least this fraction as probable as the best one."),
            off, in({sample}),
            {.minimum = 0, .maximum = 0.5, .step = 0.01, .off = 0.0, .typedMaximum = 1.0},
            [](const Options& o) { return o.minP; }, [](Options& o, double v) { o.minP = v; }},
        {QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel", "Repetition penalty"),
            QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel",
                "Makes tokens that are already in the text less probable."),
            off, in({greedy, sample, beam}),
            {.minimum = 1, .maximum = 2, .step = 0.05, .off = 1.0, .typedMaximum = 10.0},
            [](const Options& o) { return o.repetitionPenalty; },
            [](Options& o, double v) { o.repetitionPenalty = v; }},
        {QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel", "Beams"),
            QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel",
                "How many hypotheses beam search keeps after each step."),
            nullptr, in({beam}),
            {.minimum = 1, .maximum = 16, .step = 1, .decimals = 0, .typedMaximum = 64.0},
            [](const Options& o) { return static_cast<double>(o.beams); },
            [](Options& o, double v) { o.beams = static_cast<int>(v); }},
        {QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel", "Length penalty"),
            QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel",
                "Divides a hypothesis's log-probability by its length to this power."),
            off, in({beam}),
            {.minimum = 0, .maximum = 2, .step = 0.1, .off = 0.0, .typedMaximum = 10.0},
            [](const Options& o) { return o.lengthPenalty; },
            [](Options& o, double v) { o.lengthPenalty = v; }},
        {QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel", "New tokens"),
            QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel",
                "The most tokens that one continuation may have."),
            nullptr, in({greedy, sample, beam}),
            {.minimum = 1,
                .maximum = 1024,
                .step = 1,
                .decimals = 0,
                .logarithmic = true,
                .typedMaximum = 1e6},
            [](const Options& o) { return static_cast<double>(o.maxNewTokens); },
            [](Options& o, double v) { o.maxNewTokens = static_cast<int>(v); }},
        {QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel", "Seed"),
            QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel",
                "The same seed draws the same continuation again."),
            QT_TRANSLATE_NOOP("vitrine::widgets::SamplingPanel", "new each time"), in({sample}),
            {.minimum = freshSeed,
                .maximum = 99,
                .step = 1,
                .decimals = 0,
                .off = freshSeed,
                .typedMaximum = largestExactInteger},
            seedValue, setSeedValue},
    }};
    return settings;
}

SamplingPanel::SamplingPanel(QWidget* parent)
    : QWidget(parent), m_layout(makeParented<QVBoxLayout>(this)),
      m_strategy(makeParented<SegmentedControl>(this)) {
    m_layout->setContentsMargins({});
    m_layout->addWidget(m_strategy);
    connect(m_strategy, &SegmentedControl::currentChanged, this, &SamplingPanel::takeSettings);
    addSliders(m_layout);
    addStopStrings(m_layout);
    addButtons(m_layout);
    applyTheme();
    retranslate();
    showSettings();
    setRunning(false);
}

GenerationOptions SamplingPanel::options() const {
    return m_options;
}

void SamplingPanel::setOptions(const GenerationOptions& options) {
    m_options = options;
    showSettings();
}

int SamplingPanel::samples() const {
    return m_options.strategy == DecodingStrategy::Sample ? m_samples : 1;
}

void SamplingPanel::setSamples(int samples) {
    m_samples = std::clamp(samples, 1, mostSamples);
    m_samplesSlider->setValue(m_samples);
}

void SamplingPanel::setRunning(bool running) {
    m_generate->setEnabled(!running);
    m_step->setEnabled(!running);
    m_stop->setEnabled(running);
}

void SamplingPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::StyleChange)
        applyTheme();
}

void SamplingPanel::addSliders(QVBoxLayout* layout) {
    for (const Setting& setting : Setting::all()) {
        auto slider = makeParented<LabelledSlider>(setting.range, this);
        layout->addWidget(slider);
        connect(slider, &LabelledSlider::valueChanged, this, &SamplingPanel::takeSettings);
        m_sliders.push_back(slider);
    }
    m_samplesSlider = makeParented<LabelledSlider>(
        SliderRange{.minimum = 1, .maximum = mostSamples, .step = 1, .decimals = 0}, this);
    layout->addWidget(m_samplesSlider);
    connect(m_samplesSlider, &LabelledSlider::valueChanged, this, [this](double value) {
        m_samples = static_cast<int>(value);
        Q_EMIT samplesChanged(m_samples);
    });
}

void SamplingPanel::addStopStrings(QVBoxLayout* layout) {
    m_stopLabel = makeParented<QLabel>(this);
    m_stopField = makeParented<QLineEdit>(this);
    m_endOfText = makeParented<QCheckBox>(this);
    setTextRole(m_stopLabel, TextRole::Body);
    m_stopLabel->setBuddy(m_stopField);
    const auto row = makeParented<QWidget>(this);
    const auto rowLayout = makeParented<QHBoxLayout>(row);
    rowLayout->setContentsMargins({});
    rowLayout->addWidget(m_stopLabel);
    rowLayout->addWidget(m_stopField, 1);
    layout->addWidget(row);
    layout->addWidget(m_endOfText);
    connect(m_stopField, &QLineEdit::editingFinished, this, &SamplingPanel::takeSettings);
    connect(m_endOfText, &QCheckBox::toggled, this, &SamplingPanel::takeSettings);
}

void SamplingPanel::addButtons(QVBoxLayout* layout) {
    m_generate = makeParented<QPushButton>(this);
    m_step = makeParented<QPushButton>(this);
    m_stop = makeParented<QPushButton>(this);
    m_generate->setProperty("primary", true);
    const auto row = makeParented<QWidget>(this);
    const auto rowLayout = makeParented<QHBoxLayout>(row);
    rowLayout->setContentsMargins({});
    rowLayout->addWidget(m_generate, 1);
    rowLayout->addWidget(m_step);
    rowLayout->addWidget(m_stop);
    layout->addWidget(row);
    connect(m_generate, &QPushButton::clicked, this, &SamplingPanel::generateRequested);
    connect(m_step, &QPushButton::clicked, this, &SamplingPanel::stepRequested);
    connect(m_stop, &QPushButton::clicked, this, &SamplingPanel::stopRequested);
}

void SamplingPanel::takeSettings() {
    GenerationOptions changed = m_options;
    changed.strategy = static_cast<DecodingStrategy>(m_strategy->current());
    for (std::size_t i = 0; i < m_sliders.size(); ++i)
        Setting::all().at(i).set(changed, m_sliders[i]->value());
    changed.stop = stopStringsFromText(m_stopField->text());
    changed.stopAtEndOfText = m_endOfText->isChecked();
    if (changed == m_options)
        return;
    m_options = changed;
    showApplicable();
    Q_EMIT optionsChanged(m_options);
}

void SamplingPanel::showSettings() {
    const GenerationOptions shown = m_options; // the controls report what they are set to
    m_strategy->setCurrent(static_cast<int>(shown.strategy));
    for (std::size_t i = 0; i < m_sliders.size(); ++i)
        m_sliders[i]->setValue(Setting::all().at(i).get(shown));
    m_stopField->setText(stopStringsToText(shown.stop));
    const QSignalBlocker blocker(m_endOfText.get());
    m_endOfText->setChecked(shown.stopAtEndOfText);
    showApplicable();
}

void SamplingPanel::showApplicable() {
    const unsigned strategy = in({m_options.strategy});
    for (std::size_t i = 0; i < m_sliders.size(); ++i)
        m_sliders[i]->setVisible((Setting::all().at(i).strategies & strategy) != 0);
    m_samplesSlider->setVisible(m_options.strategy == DecodingStrategy::Sample);
}

void SamplingPanel::retranslate() {
    m_strategy->setAccessibleName(tr("Decoding strategy"));
    m_strategy->setSegments({{tr("Greedy"), tr("Always takes the most probable token.")},
        {tr("Sample"), tr("Draws each token by its probability.")},
        {tr("Beam"), tr("Keeps the most probable sequences and takes the best one.")}});
    for (std::size_t i = 0; i < m_sliders.size(); ++i) {
        const Setting& setting = Setting::all().at(i);
        m_sliders[i]->setLabel(tr(setting.label), tr(setting.tooltip));
        if (setting.offText)
            m_sliders[i]->setOffText(tr(setting.offText));
    }
    m_samplesSlider->setLabel(tr("Samples"), tr("How many continuations to draw side by side."));
    m_stopLabel->setText(tr("Stop strings"));
    m_stopField->setAccessibleName(tr("Stop strings"));
    m_stopField->setToolTip(
        tr("Ends the text before any of these; separate them by commas, \\n is a line end."));
    m_stopField->setPlaceholderText(tr("none"));
    m_endOfText->setText(tr("Stop at the end of the text"));
    m_endOfText->setToolTip(tr("Ends the continuation when the model says that the text is over."));
    //: the button, followed by its shortcut
    m_generate->setText(tr("Generate") + QStringLiteral("  Ctrl ↵"));
    m_generate->setAccessibleName(tr("Generate"));
    m_generate->setToolTip(tr("Continues the text with these settings (Ctrl+Return)."));
    m_step->setText(tr("Step"));
    m_step->setToolTip(tr("Continues the text by one token (Ctrl+Shift+Return)."));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Stops after the current token (Escape)."));
}

void SamplingPanel::applyTheme() {
    m_layout->setSpacing(Theme::of(this).px(4));
}

} // namespace vitrine::widgets
