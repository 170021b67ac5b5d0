#include "app/pages/sentence_steps_view.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "widgets/common/number_format.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/plot_theme.h"
#include "widgets/common/theme.h"
#include "widgets/ngram/text_table.h"
#include "widgets/plot/curve_plot.h"

namespace vitrine::app {

namespace {

/// Bits beyond which a model ruled the unit out: ARPA's stand-in for a probability of 0.
constexpr double impossible = 250;
constexpr int modelLetters = 14;

QString logText(double bits) {
    return bits < impossible ? widgets::formatNumber(-bits, 2) : QStringLiteral("−∞");
}

QString probabilityText(double bits) {
    return bits < impossible ? widgets::formatProbability(std::exp2(-bits)) : QStringLiteral("0");
}

} // namespace

SentenceStepsView::SentenceStepsView(QWidget* parent)
    : QWidget(parent), m_kind(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_model(widgets::makeParented<QComboBox>(this)),
      m_pages(widgets::makeParented<QStackedWidget>(this)),
      m_plot(widgets::makeParented<widgets::CurvePlot>(m_pages)),
      m_view(widgets::makeParented<QTableView>(m_pages)),
      m_table(widgets::makeParented<widgets::TextTable>(this)),
      m_note(widgets::makeParented<QLabel>(this)) {
    build();
    connect(m_kind, &widgets::SegmentedControl::currentChanged, m_pages,
        &QStackedWidget::setCurrentIndex);
    connect(m_model, &QComboBox::currentIndexChanged, this, &SentenceStepsView::fillTable);
    connect(m_plot, &widgets::CurvePlot::placeChosen, this,
        [this](double place) { choose(static_cast<int>(std::lround(place))); });
    connect(m_plot, &widgets::CurvePlot::placePointed, this, &SentenceStepsView::point);
    connect(m_view, &QTableView::clicked, this,
        [this](const QModelIndex& index) { choose(index.row()); });
    applyTheme();
    retranslate();
}

void SentenceStepsView::build() {
    auto* controls = new QHBoxLayout;
    controls->addWidget(m_kind);
    controls->addWidget(m_model);
    controls->addWidget(m_note, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(controls);
    layout->addWidget(m_pages, 1);
    m_pages->addWidget(m_plot);
    m_pages->addWidget(m_view);
    m_view->setModel(m_table);
    m_view->verticalHeader()->hide();
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_model->setMinimumContentsLength(modelLetters);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    m_note->setWordWrap(true);
}

void SentenceStepsView::setSteps(std::vector<ComparedModel> models, SentenceComparison steps) {
    m_models = std::move(models);
    m_steps = std::move(steps);
    fill();
}

const QAbstractItemModel* SentenceStepsView::table() const {
    return m_table;
}

QSize SentenceStepsView::figureSize() const {
    return m_plot->size();
}

void SentenceStepsView::paintFigure(QPainter& painter, const QSize& size) const {
    m_plot->paint(painter, size);
}

int SentenceStepsView::model() const {
    return std::clamp(
        m_model->currentIndex(), 0, std::max(0, static_cast<int>(m_models.size()) - 1));
}

void SentenceStepsView::fill() {
    const QSignalBlocker blocker(m_model);
    const auto chosen = m_model->currentText();
    m_model->clear();
    for (const auto& compared : m_models) {
        m_model->addItem(compared.name);
    }
    m_model->setCurrentIndex(std::max(0, m_model->findText(chosen)));
    fillCurves();
    fillTable();
}

void SentenceStepsView::fillCurves() {
    std::vector<std::pair<QString, widgets::ModelFamily>> named;
    for (const auto& compared : m_models) {
        named.emplace_back(compared.name, familyOf(compared));
    }
    const auto theme = widgets::Theme::of(this);
    const auto series = widgets::seriesOf(named, theme.scheme() == widgets::ColorScheme::Dark);
    QStringList names;
    for (const auto& unit : m_steps.units) {
        names << QString::fromStdString(unit);
    }
    m_plot->setPlaceNames(names);
    std::vector<widgets::Curve> curves;
    for (std::size_t i = 0; i < m_steps.surprisals.size(); ++i) {
        std::vector<double> x(m_steps.surprisals[i].size());
        std::iota(x.begin(), x.end(), 0);
        const bool transformer = series[i].family == widgets::ModelFamily::Transformer;
        auto bits = m_steps.surprisals[i];
        // Where the model rules a unit out the curve is broken: there is no height for it.
        std::ranges::replace_if(
            bits, [](double value) { return value >= impossible; }, std::nan(""));
        curves.push_back({series[i].name, std::move(x), std::move(bits), series[i].color,
            series[i].dash, transformer});
    }
    m_plot->setCurves(curves);
}

void SentenceStepsView::fillTable() {
    using Cell = widgets::TextTable::Cell;
    const QStringList headers{
        tr("unit"), tr("p"), tr("running product"), tr("log₂ p"), tr("sum of log₂ p")};
    QList<QList<Cell>> rows;
    if (!m_models.empty() && !m_steps.surprisals.empty()) {
        double sum = 0;
        const auto& bits = m_steps.surprisals[static_cast<std::size_t>(model())];
        for (std::size_t i = 0; i < bits.size(); ++i) {
            sum -= bits[i];
            rows.append({{QString::fromStdString(m_steps.units[i]), {}, false},
                {probabilityText(bits[i]), std::exp2(-bits[i]), false},
                {sum > -impossible ? widgets::formatProbability(std::exp2(sum))
                                   : QStringLiteral("< 1e−75"),
                    std::exp2(sum), false},
                {logText(bits[i]), -bits[i], false}, {logText(-sum), sum, false}});
        }
    }
    m_table->setRows(headers, std::move(rows));
    m_note->setText(wholeSentence());
}

/// Counting whole sentences, where the text of an own model is at hand: nearly always 0 of N.
QString SentenceStepsView::wholeSentence() const {
    if (m_models.empty()) {
        return {};
    }
    const auto& compared = m_models[static_cast<std::size_t>(model())];
    const auto* counts = compared.ngram ? compared.ngram->counts().get() : nullptr;
    if (counts == nullptr || !counts->sentenceHashes()) {
        return tr("One unit is one word or character of the n-gram models; tokens of other models "
                  "are added up to it.");
    }
    std::vector<WordId> words;
    for (const auto& unit : m_steps.units) {
        words.push_back(compared.ngram->words().idOf(unit));
    }
    const auto seen = counts->wholeSentence(words).value_or(0);
    return tr("Counting whole sentences: n/N = %1/%2. A sentence that was never seen has none; the "
              "chain rule puts it together from parts that were.")
        .arg(widgets::formatCount(static_cast<std::int64_t>(seen)),
            widgets::formatCount(static_cast<std::int64_t>(counts->sentences())));
}

/// The crosshair: the line under the pointer, and every model's number there.
void SentenceStepsView::point(double place) {
    const auto unit = std::lround(place);
    if (unit < 0 || unit >= static_cast<long>(m_steps.units.size())) {
        m_plot->setToolTip({});
        return;
    }
    const auto i = static_cast<std::size_t>(unit);
    m_plot->setMarker(static_cast<double>(unit));
    QStringList lines{QString::fromStdString(m_steps.units[i])};
    for (std::size_t k = 0; k < m_models.size(); ++k) {
        //: a model and a surprisal
        lines << tr("%1: %2 bits")
                     .arg(m_models[k].name,
                         m_steps.surprisals[k][i] < impossible
                             ? widgets::formatBits(m_steps.surprisals[k][i])
                             : QStringLiteral("∞"));
    }
    m_plot->setToolTip(lines.join(u'\n'));
}

void SentenceStepsView::choose(int unit) {
    if (unit >= 0 && unit < static_cast<int>(m_steps.units.size())) {
        m_plot->setMarker(unit);
        Q_EMIT unitChosen(model(), unit);
    }
}

void SentenceStepsView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void SentenceStepsView::retranslate() {
    m_kind->setSegments({{tr("curves"), tr("The surprisal of every model along the sentence")},
        {tr("chain rule"), tr("The sentence's probability as a product, step by step")}});
    m_model->setToolTip(tr("Whose steps the table shows and whose numbers Why? explains"));
    m_model->setAccessibleName(tr("Model of the steps"));
    m_view->setAccessibleName(tr("Chain rule"));
    m_view->setToolTip(tr("Click a step to see where its number comes from"));
    m_plot->setAccessibleName(tr("Surprisal along the sentence"));
    m_plot->setAxes({}, tr("bits"));
    fillTable();
}

void SentenceStepsView::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_plot->setStyle(widgets::plotStyle(theme));
    m_plot->setMinimumSize(theme.px(200), theme.px(120));
    layout()->setSpacing(theme.px(6));
    fillCurves();
}

} // namespace vitrine::app
