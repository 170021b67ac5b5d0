#include "app/pages/word_map_panel.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>
#include <numeric>

#include "widgets/common/icon_button.h"
#include "widgets/common/number_format.h"
#include "widgets/common/number_table.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/embeddings/point_map_view.h"

namespace vitrine::app {

namespace {

constexpr int NeighboursOfAWord = 12;

} // namespace

WordMapPanel::WordMapPanel(WordSpace& space, QWidget* parent)
    : QWidget(parent), m_space(space),
      m_method(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_dimensions(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_scope(widgets::makeParented<QComboBox>(this)),
      m_fit(widgets::makeParented<widgets::IconButton>(QStringLiteral("fit"), this)),
      m_again(widgets::makeParented<widgets::IconButton>(QStringLiteral("undo"), this)),
      m_view(widgets::makeParented<widgets::PointMapView>(this)),
      m_table(widgets::makeParented<widgets::NumberTable>(this)),
      m_note(widgets::makeParented<QLabel>(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto* controls = new QHBoxLayout;
    for (QWidget* widget :
        std::initializer_list<QWidget*>{m_method, m_dimensions, m_scope, m_fit, m_again}) {
        controls->addWidget(widget);
    }
    controls->addStretch(1);
    layout->addLayout(controls);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_note);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    m_note->setWordWrap(true);
    m_scope->setObjectName(QStringLiteral("mapScope"));
    m_scope->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_scope->setMinimumContentsLength(8); // the segments beside it need their whole width
    const auto changed = [this] {
        draw();
        Q_EMIT choiceChanged();
    };
    connect(m_method, &widgets::SegmentedControl::currentChanged, this, changed);
    connect(m_dimensions, &widgets::SegmentedControl::currentChanged, this, changed);
    connect(m_scope, &QComboBox::activated, this, changed);
    connect(m_fit, &QToolButton::clicked, m_view, &widgets::PointMapView::showAll);
    connect(m_again, &QToolButton::clicked, this, [this] {
        m_space.forgetMap();
        draw();
    });
    connect(&space, &WordSpace::mapped, this, &WordMapPanel::show);
    connect(m_view, &widgets::PointMapView::pointHovered, this, [this](int point) {
        Q_EMIT wordsHovered(m_names.mid(std::max(point, 0), point < 0 ? 0 : 1));
    });
    connect(m_view, &widgets::PointMapView::pointSelected, this,
        [this](int point) { Q_EMIT wordSelected(wordAt(point)); });
    connect(m_view, &widgets::PointMapView::pointOpened, this,
        [this](int point) { Q_EMIT wordOpened(wordAt(point)); });
    retranslate();
    applyTheme();
}

MapMethod WordMapPanel::method() const {
    return static_cast<MapMethod>(m_method->current());
}

int WordMapPanel::dimensions() const {
    return m_dimensions->current() + 2;
}

WordMapPanel::Scope WordMapPanel::scope() const {
    return static_cast<Scope>(std::max(m_scope->currentIndex(), 0));
}

void WordMapPanel::choose(MapMethod method, int dimensions, Scope scope) {
    m_method->setCurrent(static_cast<int>(method));
    m_dimensions->setCurrent(dimensions - 2);
    m_scope->setCurrentIndex(static_cast<int>(scope));
}

void WordMapPanel::setWords(const std::vector<std::string>& set) {
    m_set = set;
    draw();
}

void WordMapPanel::setArrows(std::vector<std::pair<std::string, std::string>> arrows) {
    m_arrows = std::move(arrows);
    showArrows();
}

void WordMapPanel::draw() {
    if (!m_space.table() || m_space.isTraining()) {
        return;
    }
    MapRequest request{
        .rows = m_space.rowsOf(m_set), .method = method(), .dimensions = dimensions()};
    switch (scope()) {
    case Scope::Set:
        break;
    case Scope::Neighbourhood:
        request.neighbours = NeighboursOfAWord;
        break;
    case Scope::Thousand:
        request.frequent = 1000;
        break;
    case Scope::FiveThousand:
        request.frequent = 5000;
        break;
    }
    m_space.draw(request);
}

void WordMapPanel::show(const WordMap& map) {
    m_shown = map;
    QStringList names;
    for (const auto& word : map.words) {
        names.append(QString::fromStdString(word));
    }
    m_names = names;
    m_view->setMap(map.map, names);
    m_view->setClusters(map.clusters);
    showArrows();
    if (map.done == 1) {
        fillTable(map);
    }
    if (map.words.empty()) {
        m_note->clear();
    } else if (map.done < 1) {
        m_note->setText(tr("Laying out: %1").arg(widgets::formatPercent(map.done)));
    } else if (!map.map.explained.empty()) {
        const double share
            = std::accumulate(map.map.explained.begin(), map.map.explained.end(), 0.0);
        m_note->setText(tr("These axes hold %1 of the variance; distances are an approximation.")
                            .arg(widgets::formatPercent(share)));
    } else {
        m_note->setText(tr("Neighbourhoods are kept; large distances mean little here."));
    }
}

const QAbstractItemModel* WordMapPanel::table() const {
    return m_table;
}

void WordMapPanel::fillTable(const WordMap& map) {
    QStringList headers{tr("word"), QStringLiteral("x"), QStringLiteral("y")};
    if (map.map.dimensions == 3) {
        headers << QStringLiteral("z");
    }
    headers << tr("cluster");
    std::vector<double> numbers;
    for (int point = 0; point < map.map.size(); ++point) {
        const auto place = map.map.point(point);
        numbers.insert(numbers.end(), place.begin(), place.end());
        const auto index = static_cast<std::size_t>(point);
        numbers.push_back(index < map.clusters.size() ? map.clusters[index] + 1
                                                      : std::numeric_limits<double>::quiet_NaN());
    }
    m_table->setNumbers(headers, m_names, std::move(numbers));
}

void WordMapPanel::showArrows() {
    std::vector<std::pair<int, int>> arrows;
    for (const auto& [from, to] : m_arrows) {
        const int start = pointOf(QString::fromStdString(from));
        const int end = pointOf(QString::fromStdString(to));
        if (start >= 0 && end >= 0) {
            arrows.emplace_back(start, end);
        }
    }
    m_view->setArrows(std::move(arrows));
}

int WordMapPanel::pointOf(const QString& word) const {
    return word.isEmpty() ? -1 : static_cast<int>(m_names.indexOf(word));
}

QString WordMapPanel::wordAt(int point) const {
    return m_names.value(point);
}

void WordMapPanel::select(const QString& word) {
    m_view->setSelected(pointOf(word));
}

void WordMapPanel::highlight(const QStringList& words) {
    std::vector<int> points;
    for (const auto& word : words) {
        points.push_back(pointOf(word));
    }
    m_view->setHovered(std::move(points));
}

void WordMapPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void WordMapPanel::retranslate() {
    m_method->setSegments({{QStringLiteral("PCA"),
                               tr("Principal components: the directions of the largest variance")},
        {QStringLiteral("t-SNE"), tr("Keeps neighbourhoods, as probabilities")},
        {QStringLiteral("UMAP"), tr("Keeps neighbourhoods, as a graph")}});
    m_dimensions->setSegments({{tr("2-D"), tr("A flat map")}, {tr("3-D"), tr("A map to turn")}});
    const int scope = std::max(m_scope->currentIndex(), 0);
    m_scope->clear();
    //: words on the map; there is room for few letters
    m_scope->addItems({tr("the set"), tr("neighbours too"), tr("top 1,000"), tr("top 5,000")});
    m_scope->setCurrentIndex(scope);
    m_scope->setToolTip(
        tr("Which words stand on the map: the set alone, with 12 neighbours of each of its "
           "words, or with the most frequent words of all"));
    m_scope->setAccessibleName(tr("Words on the map"));
    m_fit->setDescription(tr("Show the whole map"));
    m_again->setDescription(tr("Lay the map out afresh"));
    m_view->setEmptyText(
        tr("Search a word and tick some neighbours, or choose a preset: they stand here."));
    show(m_shown);
}

void WordMapPanel::applyTheme() {
    layout()->setSpacing(widgets::Theme::of(this).px(8));
}

} // namespace vitrine::app
