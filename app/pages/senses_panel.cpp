#include "app/pages/senses_panel.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

#include "widgets/common/labelled_slider.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/layers/matrix_view.h"
#include "widgets/plot/curve_plot.h"

namespace vitrine::app {

namespace {

constexpr int MostLayers = 200; // the slider's end until a model says otherwise

struct Preset {
    const char* word;
    const char* texts;
};

/// A word in two senses, two texts of each.
constexpr Preset Presets[] = {
    {"bank",
        "She sat on the bank of the river.\nThe boat lay by the muddy bank.\n"
        "He put his savings in the bank.\nThe bank lent him the money."},
    {"银行", "我去银行取钱。\n他在银行工作。\n银行今天关门。\n河边的银行很小。"},
    {"行", "他在银行工作。\n我去银行取钱。\n他不行了。\n大军连夜行了三十里。"},
};

/// The mean cosine of different texts at one depth.
double meanOfPairs(const std::vector<double>& cosines, std::size_t count) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            sum += cosines[i * count + j];
        }
    }
    return count < 2 ? 1 : sum * 2 / static_cast<double>(count * (count - 1));
}

} // namespace

SensesPanel::SensesPanel(WordSpace& space, Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_space(space), m_workspace(workspace),
      m_word(widgets::makeParented<QLineEdit>(this)),
      m_texts(widgets::makeParented<QPlainTextEdit>(this)),
      m_compare(widgets::makeParented<QPushButton>(this)),
      m_presets(widgets::makeParented<QToolButton>(this)),
      m_menu(widgets::makeParented<QMenu>(this)),
      m_depth(widgets::makeParented<widgets::LabelledSlider>(
          widgets::SliderRange{.minimum = 0, .maximum = MostLayers, .step = 1, .decimals = 0},
          this)),
      m_matrix(widgets::makeParented<widgets::MatrixView>(this)),
      m_curves(widgets::makeParented<widgets::CurvePlot>(this)),
      m_note(widgets::makeParented<QLabel>(this)) {
    build();
    connect(m_compare, &QPushButton::clicked, this, &SensesPanel::compare);
    connect(m_word, &QLineEdit::returnPressed, this, &SensesPanel::compare);
    connect(m_depth, &widgets::LabelledSlider::valueChanged, this, &SensesPanel::showDepth);
    connect(m_curves, &widgets::CurvePlot::placeChosen, this, [this](double depth) {
        m_depth->setValue(depth);
        showDepth();
    });
    connect(&space, &WordSpace::compared, this, &SensesPanel::show);
    retranslate();
    applyTheme();
}

void SensesPanel::build() {
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins({});
    m_word->setObjectName(QStringLiteral("senseWord"));
    m_texts->setObjectName(QStringLiteral("senseTexts"));
    m_compare->setObjectName(QStringLiteral("senseCompare"));
    m_presets->setMenu(m_menu);
    m_presets->setPopupMode(QToolButton::InstantPopup);
    m_texts->setTabChangesFocus(true);
    m_note->setWordWrap(true);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    m_curves->setWholeNumbers(true);
    layout->addWidget(m_word, 0, 0);
    layout->addWidget(m_presets, 0, 1);
    layout->addWidget(m_compare, 0, 2);
    layout->addWidget(m_texts, 1, 0, 2, 3);
    layout->addWidget(m_note, 3, 0, 1, 3);
    layout->addWidget(m_depth, 0, 3);
    layout->addWidget(m_matrix, 1, 3);
    layout->addWidget(m_curves, 2, 3, 2, 1);
    layout->setColumnStretch(0, 2);
    layout->setColumnStretch(3, 4);
    layout->setRowStretch(1, 1);
    layout->setRowStretch(2, 1);
}

QString SensesPanel::word() const {
    return m_word->text();
}

QString SensesPanel::texts() const {
    return m_texts->toPlainText();
}

void SensesPanel::setQuestion(const QString& word, const QString& texts) {
    m_word->setText(word);
    m_texts->setPlainText(texts);
}

void SensesPanel::buildPresets() {
    m_menu->clear();
    for (const auto& preset : Presets) {
        m_menu->addAction(QString::fromUtf8(preset.word), this, [this, &preset] {
            setQuestion(QString::fromUtf8(preset.word), QString::fromUtf8(preset.texts));
            compare();
        });
    }
}

void SensesPanel::compare() {
    std::vector<WordInText> places;
    const auto lines = m_texts->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const auto& line : lines) {
        places.push_back({line.toStdString(), m_word->text().trimmed().toStdString(), 0});
    }
    const auto& model = m_workspace.model();
    if (model && !places.empty() && !places.front().word.empty()) {
        m_space.compare(model, std::move(places));
        Q_EMIT asked();
    }
}

void SensesPanel::show(const ContextualWords& words) {
    m_words = words;
    const auto last = static_cast<int>(words.cosines.size()) - 1;
    m_depth->setValue(std::min<double>(last, m_depth->value() == 0 ? last : m_depth->value()));
    showCurves();
    showDepth();
}

void SensesPanel::showDepth() {
    if (!m_words) {
        return;
    }
    const auto last = static_cast<int>(m_words->cosines.size()) - 1;
    const int depth = std::clamp(static_cast<int>(m_depth->value()), 0, last);
    if (depth != static_cast<int>(m_depth->value())) {
        m_depth->setValue(depth);
    }
    const auto& cosines = m_words->cosines[static_cast<std::size_t>(depth)];
    const auto count = m_words->places.size();
    QStringList names;
    for (const auto& place : m_words->places) {
        names.append(QString::fromStdString(place.text));
    }
    m_matrix->setMatrix({cosines.begin(), cosines.end()}, static_cast<int>(count));
    m_matrix->setRowNames(names);
    m_curves->setMarker(depth);
    m_note->setText(
        tr("After layer %1 of %2 the word is %3 like itself from text to text, on average.")
            .arg(QString::number(depth), QString::number(last),
                widgets::formatNumber(meanOfPairs(cosines, count), 3)));
}

/// One curve for each pair of texts with the first, and the mean of all pairs.
void SensesPanel::showCurves() {
    if (!m_words) {
        return;
    }
    const auto theme = widgets::Theme::of(this);
    const auto count = m_words->places.size();
    std::vector<double> depths(m_words->cosines.size());
    std::iota(depths.begin(), depths.end(), 0);
    std::vector<widgets::Curve> curves;
    const Qt::PenStyle styles[] = {Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    const widgets::ColorRole roles[]
        = {widgets::ColorRole::Second, widgets::ColorRole::Good, widgets::ColorRole::Warning};
    for (std::size_t text = 1; text < count; ++text) {
        //: the texts with these numbers
        widgets::Curve curve{tr("1 and %1").arg(text + 1), depths, {},
            theme.color(roles[(text - 1) % 3]), styles[(text - 1) % 3], false};
        for (const auto& cosines : m_words->cosines) {
            curve.y.push_back(cosines[text]);
        }
        curves.push_back(std::move(curve));
    }
    widgets::Curve mean{
        tr("mean"), depths, {}, theme.color(widgets::ColorRole::Accent), Qt::SolidLine, true};
    for (const auto& cosines : m_words->cosines) {
        mean.y.push_back(meanOfPairs(cosines, count));
    }
    curves.push_back(std::move(mean));
    m_curves->setCurves(curves);
}

void SensesPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void SensesPanel::retranslate() {
    m_word->setPlaceholderText(tr("Word"));
    m_word->setToolTip(tr("The word that is followed through the texts"));
    m_word->setAccessibleName(tr("Word in several texts"));
    m_texts->setPlaceholderText(tr("Texts that hold the word, one on each line"));
    m_texts->setToolTip(tr("Texts that hold the word, one on each line"));
    m_texts->setAccessibleName(tr("Texts"));
    m_compare->setText(tr("Compare"));
    m_compare->setToolTip(
        tr("Reads every text with the open model and compares the word's vectors"));
    m_presets->setText(tr("Presets"));
    m_presets->setToolTip(tr("Words of several senses"));
    m_presets->setAccessibleName(tr("Words of several senses"));
    m_depth->setLabel(tr("Layer"), tr("0 is what the first layer reads"));
    m_matrix->setName(tr("cosine of the word's vectors in two texts"));
    m_matrix->setAxes(tr("text"), tr("text"));
    m_curves->setAxes(tr("layer"), tr("cosine"));
    buildPresets();
    m_note->setText(tr("A static vector is the same in every sentence; a model's own changes with "
                       "the context. Choose a preset or write your texts, and compare."));
    showCurves();
    showDepth();
}

void SensesPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    layout()->setSpacing(theme.px(8));
    m_curves->setStyle({.text = theme.color(widgets::ColorRole::Secondary),
        .line = theme.color(widgets::ColorRole::Line),
        .selection = theme.color(widgets::ColorRole::Accent),
        .font = theme.font(widgets::TextSize::Caption),
        .lineWidth = static_cast<double>(theme.px(2))});
    showCurves();
}

} // namespace vitrine::app
