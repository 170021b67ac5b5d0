#include "app/pages/senses_panel.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "widgets/common/number_format.h"
#include "widgets/common/number_table.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/plot_theme.h"
#include "widgets/common/theme.h"
#include "widgets/layers/matrix_view.h"
#include "widgets/plot/curve_plot.h"

namespace vitrine::app {

namespace {

constexpr int Decimals = 2;
constexpr int Raw = 1; // segment
constexpr double Hardly = 0.05; ///< a difference of cosines that shows nothing
constexpr int FigureGap = 16;

/// How many texts would be nearest to one of their sense if the nearest were drawn.
double expectedByChance(const std::vector<int>& senses) {
    double expected = 0;
    for (const int sense : senses) {
        expected += static_cast<double>(std::ranges::count(senses, sense) - 1);
    }
    return senses.size() < 2 ? 0 : expected / static_cast<double>(senses.size() - 1);
}

QString shown(double number) {
    return widgets::formatNumber(number, Decimals);
}

} // namespace

SensesPanel::SensesPanel(WordSpace& space, Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_space(space), m_workspace(workspace),
      m_layout(widgets::makeParented<QGridLayout>(this)),
      m_word(widgets::makeParented<QLineEdit>(this)),
      m_texts(widgets::makeParented<QPlainTextEdit>(this)),
      m_compare(widgets::makeParented<QPushButton>(this)),
      m_presets(widgets::makeParented<QToolButton>(this)),
      m_menu(widgets::makeParented<QMenu>(this)), m_depth(widgets::makeParented<QSpinBox>(this)),
      m_centring(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_matrix(widgets::makeParented<widgets::MatrixView>(this)),
      m_curves(widgets::makeParented<widgets::CurvePlot>(this)),
      m_table(widgets::makeParented<widgets::NumberTable>(this)),
      m_note(widgets::makeParented<QLabel>(this)) {
    build();
    connect(m_compare, &QPushButton::clicked, this, &SensesPanel::compare);
    connect(m_word, &QLineEdit::returnPressed, this, &SensesPanel::compare);
    connect(m_depth, &QSpinBox::valueChanged, this, &SensesPanel::showDepth);
    connect(m_centring, &widgets::SegmentedControl::currentChanged, this, [this] {
        measure();
        Q_EMIT asked();
    });
    connect(m_curves, &widgets::CurvePlot::placeChosen, this,
        [this](double depth) { m_depth->setValue(static_cast<int>(std::lround(depth))); });
    connect(&space, &WordSpace::compared, this, &SensesPanel::show);
    connect(&workspace, &Workspace::modelChanged, this, &SensesPanel::followModel);
    retranslate();
    applyTheme();
}

void SensesPanel::build() {
    m_layout->setContentsMargins({});
    m_word->setObjectName(QStringLiteral("senseWord"));
    m_texts->setObjectName(QStringLiteral("senseTexts"));
    m_compare->setObjectName(QStringLiteral("senseCompare"));
    m_depth->setObjectName(QStringLiteral("senseDepth"));
    m_note->setObjectName(QStringLiteral("senseNote"));
    m_presets->setMenu(m_menu);
    m_presets->setPopupMode(QToolButton::InstantPopup);
    m_texts->setTabChangesFocus(true);
    m_note->setWordWrap(true);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    m_curves->setWholeNumbers(true);
    m_depth->setRange(0, 0);
    auto* controls = new QHBoxLayout;
    for (QWidget* widget :
        std::initializer_list<QWidget*>{m_word, m_presets, m_compare, m_depth, m_centring}) {
        controls->addWidget(widget);
    }
    controls->setStretchFactor(m_word, 1);
    controls->addStretch(1);
    m_layout->addLayout(controls, 0, 0, 1, 3);
    m_layout->addWidget(m_texts, 1, 0);
    m_layout->addWidget(m_matrix, 1, 1);
    m_layout->addWidget(m_curves, 1, 2);
    m_layout->addWidget(m_note, 2, 0, 1, 3);
    m_layout->setRowStretch(1, 1);
    m_layout->setColumnStretch(0, 2);
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

bool SensesPanel::isRaw() const {
    return m_centring->current() == Raw;
}

void SensesPanel::setRaw(bool raw) {
    m_centring->setCurrent(raw ? Raw : 0);
}

const QAbstractItemModel* SensesPanel::table() const {
    return m_table;
}

QSize SensesPanel::figureSize() const {
    return {m_matrix->width() + FigureGap + m_curves->width(),
        std::max(m_matrix->height(), m_curves->height())};
}

void SensesPanel::paintFigure(QPainter& painter, const QSize& size) const {
    const int part = (size.width() - FigureGap) / 2;
    m_matrix->paintFigure(painter, {part, size.height()});
    painter.save();
    painter.translate(part + FigureGap, 0);
    m_curves->paint(painter, {part, size.height()});
    painter.restore();
}

void SensesPanel::buildPresets() {
    m_menu->clear();
    for (const auto& preset : sensePresets()) {
        m_menu->addAction(QString::fromUtf8(preset.title), this, [this, &preset] {
            setQuestion(QString::fromUtf8(preset.word), QString::fromUtf8(preset.texts));
            compare();
        });
    }
}

void SensesPanel::compare() {
    const auto word = m_word->text().trimmed().toStdString();
    auto question = senseTextsOf(m_texts->toPlainText());
    const auto& model = m_workspace.model();
    if (!m_compare->isEnabled() || question.texts.empty() || word.empty()) {
        return;
    }
    std::vector<WordInText> places;
    for (const auto& text : question.texts) {
        places.push_back({text, word, 0});
    }
    m_asked = std::move(question);
    m_space.compare(model, std::move(places));
    Q_EMIT asked();
}

/// What another model says of the same texts.
void SensesPanel::followModel() {
    showAbility();
    if (m_words && m_compare->isEnabled()) {
        compare();
    }
}

/// Only some models have vectors of each token after each layer.
void SensesPanel::showAbility() {
    const auto& model = m_workspace.model();
    const bool able = model && model->info().abilities.attends;
    m_compare->setEnabled(able);
    m_compare->setToolTip(able
            ? tr("Reads every text with the open model and compares the word's vectors")
            : tr("Needs a GPT or a BERT: open one at the top"));
    if (!m_words) {
        m_note->setText(able ? tr("A static vector is the same in every sentence; a model's own "
                                  "changes with the context. Choose a preset or write your texts, "
                                  "and compare.")
                             : m_compare->toolTip());
    }
}

void SensesPanel::show(const ContextualWords& words) {
    m_words = words;
    m_senses = m_asked.senses;
    m_depth->setMaximum(static_cast<int>(words.cosines.size()) - 1);
    measure();
    m_depth->setValue(hasSenses() ? clearestDepth() : m_depth->maximum());
}

const std::vector<std::vector<double>>& SensesPanel::cosines() const {
    return isRaw() ? m_words->cosines : m_words->centredCosines;
}

/// Without an answer the texts have all the room.
void SensesPanel::showViews(bool visible) {
    for (QWidget* view : std::initializer_list<QWidget*>{m_depth, m_centring, m_matrix, m_curves}) {
        view->setVisible(visible);
    }
    m_layout->setColumnStretch(1, visible ? 3 : 0);
    m_layout->setColumnStretch(2, visible ? 3 : 0);
}

void SensesPanel::measure() {
    showViews(m_words.has_value());
    if (!m_words) {
        return;
    }
    m_separations.clear();
    for (const auto& matrix : cosines()) {
        m_separations.push_back(embeddings::separationOf(matrix, m_senses));
    }
    fillTable();
    showCurves();
    showDepth();
}

bool SensesPanel::hasSenses() const {
    return !m_senses.empty() && m_senses.back() > 0;
}

int SensesPanel::clearestDepth() const {
    const auto best
        = std::ranges::max_element(m_separations, {}, &embeddings::SenseSeparation::apart);
    return static_cast<int>(best - m_separations.begin());
}

QString SensesPanel::sentenceAt(int depth) const {
    const auto& here = m_separations[static_cast<std::size_t>(depth)];
    const auto layer = tr("After layer %1 of %2: ").arg(depth).arg(m_depth->maximum());
    if (!hasSenses()) {
        return layer
            + tr("the word is %1 like itself from text to text, on average. An empty line between "
                 "texts begins another sense.")
                  .arg(shown(here.within));
    }
    if (here.comparable == 0) {
        return layer
            + tr("%1 like itself across senses. With two texts of a sense they can be compared.")
                  .arg(shown(here.between));
    }
    const int best = clearestDepth();
    const double most = m_separations[static_cast<std::size_t>(best)].apart();
    const auto verdict = most < Hardly
        ? tr("This model hardly tells these senses apart after any layer.")
        : tr("They part most after layer %1, by %2.").arg(QString::number(best), shown(most));
    //: %3 is the difference of the two; "texts" are sentences that hold the word
    return layer
        + tr("%1 alike within a sense, %2 across: the senses part by %3. ")
              .arg(shown(here.within), shown(here.between), shown(here.apart()))
        + tr("%1 of %2 texts are most like one of their own sense (by chance %3). ")
              .arg(QString::number(here.nearestAlike), QString::number(here.comparable),
                  widgets::formatNumber(expectedByChance(m_senses), 1))
        + verdict;
}

void SensesPanel::showDepth() {
    if (!m_words) {
        return;
    }
    const int depth = m_depth->value();
    const auto& matrix = cosines()[static_cast<std::size_t>(depth)];
    auto names = senseNames(m_senses);
    m_matrix->setMatrix({matrix.begin(), matrix.end()}, static_cast<int>(names.size()));
    m_matrix->setColumnNames(names);
    for (qsizetype text = 0; text < names.size(); ++text) {
        names[text] += QLatin1Char(' ')
            + QString::fromStdString(m_words->places[static_cast<std::size_t>(text)].text);
    }
    m_matrix->setRowNames(names);
    m_curves->setMarker(depth);
    m_note->setText(sentenceAt(depth));
}

void SensesPanel::showCurves() {
    if (!m_words) {
        return;
    }
    const auto theme = widgets::Theme::of(this);
    std::vector<double> depths(m_separations.size());
    std::iota(depths.begin(), depths.end(), 0);
    const auto curve = [&](const QString& name, double embeddings::SenseSeparation::*value,
                           widgets::ColorRole role, Qt::PenStyle style) {
        widgets::Curve line{name, depths, {}, theme.color(role), style, true};
        std::ranges::transform(m_separations, std::back_inserter(line.y), value);
        return line;
    };
    //: of senses: pairs of texts of the same sense, and of another
    std::vector<widgets::Curve> curves{curve(hasSenses() ? tr("same") : tr("all pairs"),
        &embeddings::SenseSeparation::within, widgets::ColorRole::Accent, Qt::SolidLine)};
    if (hasSenses()) {
        curves.push_back(curve(tr("other"), &embeddings::SenseSeparation::between,
            widgets::ColorRole::Second, Qt::DashLine));
    }
    m_curves->setCurves(curves);
}

void SensesPanel::fillTable() {
    const auto names = senseNames(m_senses);
    const auto count = static_cast<std::size_t>(names.size());
    QStringList headers{tr("layer"), tr("same sense"), tr("other sense")};
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = i + 1; j < count; ++j) {
            headers << names[static_cast<qsizetype>(i)] + QStringLiteral(" · ")
                    + names[static_cast<qsizetype>(j)];
        }
    }
    std::vector<double> numbers;
    for (std::size_t depth = 0; depth < m_separations.size(); ++depth) {
        numbers.insert(numbers.end(),
            {static_cast<double>(depth), m_separations[depth].within,
                m_separations[depth].between});
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t j = i + 1; j < count; ++j) {
                numbers.push_back(cosines()[depth][i * count + j]);
            }
        }
    }
    m_table->setNumbers(headers, {}, std::move(numbers));
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
    m_texts->setPlaceholderText(
        tr("Texts that hold the word, one on each line; an empty line begins another sense"));
    m_texts->setToolTip(m_texts->placeholderText());
    m_texts->setAccessibleName(tr("Texts"));
    m_compare->setText(tr("Compare"));
    m_presets->setText(tr("Presets"));
    m_presets->setToolTip(tr("Words of several senses"));
    m_presets->setAccessibleName(tr("Words of several senses"));
    //: before the number of a layer
    m_depth->setPrefix(tr("Layer "));
    m_depth->setToolTip(tr("Whose vectors the matrix compares; 0 is what the first layer reads"));
    m_depth->setAccessibleName(tr("Layer"));
    m_centring->setSegments(
        {{tr("Centred"),
             tr("Without the direction that all tokens of these texts share, in "
                "which a model's vectors mostly point (Ethayarajh 2019)")},
            {tr("Raw"), tr("The vectors as the model holds them")}});
    m_matrix->setName(tr("cosine of the word's vectors in two texts"));
    m_curves->setAxes(tr("layer"), tr("cosine"));
    buildPresets();
    showAbility();
    measure();
}

void SensesPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    layout()->setSpacing(theme.px(8));
    m_curves->setStyle(widgets::plotStyle(theme));
    showCurves();
}

} // namespace vitrine::app
