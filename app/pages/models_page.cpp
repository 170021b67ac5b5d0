#include "app/pages/models_page.h"

#include <QDesktopServices>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

#include "app/downloads/download_text.h"
#include "app/model_text.h"
#include "app/pages/fetch_panel.h"
#include "app/pages/model_list.h"
#include "engine/api/model_card.h"
#include "widgets/common/card.h"
#include "widgets/common/markdown_view.h"
#include "widgets/common/number_format.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr qint64 maximumCardBytes = 256 * 1024;
constexpr std::array devices{DeviceChoice::Auto, DeviceChoice::Cpu, DeviceChoice::Cuda};
constexpr std::array dtypes{DType::Float32, DType::BFloat16, DType::Int8};

/// Where a model's card lies: in its folder, or beside its file.
std::filesystem::path cardFolder(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored) ? path : path.parent_path();
}

/// The model card beside the weights, without the block of metadata that begins it.
QString readCard(const std::filesystem::path& folder) {
    QFile file(QString::fromStdString((folder / "README.md").string()));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    auto text = QString::fromUtf8(file.read(maximumCardBytes));
    const auto fence = QStringLiteral("---\n");
    if (text.startsWith(fence)) {
        const auto end = text.indexOf(fence, fence.size());
        text = end < 0 ? text : text.mid(end + fence.size());
    }
    return text;
}

/// A name and a value a line; what has no value is left out.
class FactTable {
public:
    void add(const QString& name, const QString& value) {
        if (!value.isEmpty()) {
            m_rows += QStringLiteral("<tr><td style='padding-right:16px'>%1</td><td>%2</td></tr>")
                          .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
        }
    }
    QString html() const { return QStringLiteral("<table>%1</table>").arg(m_rows); }

private:
    QString m_rows;
};

template <typename Value, std::size_t N>
int indexOf(const std::array<Value, N>& values, Value value) {
    return static_cast<int>(std::find(values.begin(), values.end(), value) - values.begin());
}

} // namespace

ModelsPage::ModelsPage(
    Laboratory& laboratory, ModelStore& store, Settings& settings, QWidget* parent)
    : Page(parent), m_laboratory(laboratory), m_store(store), m_settings(settings) {
    auto* splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildList());
    splitter->addWidget(buildDetails());
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(splitter);
    connect(m_list, &ModelList::rowChosen, this, &ModelsPage::choose);
    connect(m_list, &ModelList::rowActivated, this, &ModelsPage::open);
    connect(m_chooseFolder, &QPushButton::clicked, this, &ModelsPage::chooseFolderAsked);
    connect(m_chooseFile, &QPushButton::clicked, this, &ModelsPage::chooseFileAsked);
    connect(m_mirror, &QPushButton::clicked, this, &ModelsPage::chooseMirror);
    connectDetails();
    connect(&laboratory.workspace(), &Workspace::modelChanged, this, &ModelsPage::fillList);
    connect(&store, &ModelStore::changed, this, &ModelsPage::followStore);
    connect(&store, &ModelStore::progressed, this, [this](const std::string& name) {
        fillList();
        if (name == m_chosen.entry) {
            m_fetch->setModel(*storedModel());
        }
    });
    applyTheme();
    retranslate();
}

QWidget* ModelsPage::buildList() {
    m_listCard = widgets::makeParented<widgets::Card>(this);
    auto* content = new QWidget(m_listCard);
    m_list = widgets::makeParented<ModelList>(content);
    m_chooseFolder = widgets::makeParented<QPushButton>(content);
    m_chooseFolder->setObjectName(QStringLiteral("chooseFolder"));
    m_chooseFile = widgets::makeParented<QPushButton>(content);
    m_chooseFile->setObjectName(QStringLiteral("chooseFile"));
    m_mirror = widgets::makeParented<QPushButton>(content);
    m_mirror->setObjectName(QStringLiteral("chooseMirror"));
    auto* buttons = new QHBoxLayout;
    for (auto* button : {m_chooseFolder.get(), m_chooseFile.get(), m_mirror.get()}) {
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    m_listCard->setContent(content);
    return m_listCard;
}

QWidget* ModelsPage::buildDetails() {
    m_detailCard = widgets::makeParented<widgets::Card>(this);
    auto* content = new QWidget(m_detailCard);
    m_description = widgets::makeParented<QLabel>(content);
    m_description->setWordWrap(true);
    m_facts = widgets::makeParented<QLabel>(content);
    m_facts->setObjectName(QStringLiteral("modelFacts"));
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_fetch = widgets::makeParented<FetchPanel>(content);
    m_open = widgets::makeParented<QPushButton>(content);
    m_open->setObjectName(QStringLiteral("openModel"));
    m_open->setProperty("primary", true);
    m_delete = widgets::makeParented<QPushButton>(content);
    m_delete->setObjectName(QStringLiteral("deleteModel"));
    m_origin = widgets::makeParented<QPushButton>(content);
    m_origin->setObjectName(QStringLiteral("visitOrigin"));
    m_cardText = widgets::makeParented<widgets::MarkdownView>(content);
    auto* buttons = new QHBoxLayout;
    for (auto* button : {m_open.get(), m_delete.get(), m_origin.get()}) {
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->addWidget(m_description);
    layout->addWidget(m_facts);
    layout->addWidget(m_fetch);
    layout->addWidget(buildLoading());
    layout->addLayout(buttons);
    layout->addWidget(m_cardText, 1);
    layout->addStretch(0);
    m_detailCard->setContent(content);
    return m_detailCard;
}

QWidget* ModelsPage::buildLoading() {
    m_loading = widgets::makeParented<QWidget>(m_detailCard);
    m_deviceLabel = widgets::makeParented<QLabel>(m_loading);
    m_device = widgets::makeParented<widgets::SegmentedControl>(m_loading);
    m_dtypeLabel = widgets::makeParented<QLabel>(m_loading);
    m_dtype = widgets::makeParented<widgets::SegmentedControl>(m_loading);
    m_memory = widgets::makeParented<QLabel>(m_loading);
    m_memory->setObjectName(QStringLiteral("memoryEstimate"));
    m_memory->setWordWrap(true);
    for (QLabel* label : {m_deviceLabel.get(), m_dtypeLabel.get(), m_memory.get()}) {
        widgets::setTextRole(label, widgets::TextRole::Caption);
    }
    auto* grid = new QGridLayout(m_loading);
    grid->setContentsMargins({});
    grid->addWidget(m_deviceLabel, 0, 0);
    grid->addWidget(m_device, 0, 1, Qt::AlignLeft);
    grid->addWidget(m_dtypeLabel, 1, 0);
    grid->addWidget(m_dtype, 1, 1, Qt::AlignLeft);
    grid->addWidget(m_memory, 2, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    return m_loading;
}

void ModelsPage::connectDetails() {
    connect(m_open, &QPushButton::clicked, this, &ModelsPage::open);
    connect(m_delete, &QPushButton::clicked, this, &ModelsPage::confirmDeletion);
    connect(m_origin, &QPushButton::clicked, this, &ModelsPage::visitOrigin);
    connect(m_fetch, &FetchPanel::fetchAsked, this, [this] { m_store.fetch(m_chosen.entry); });
    connect(m_fetch, &FetchPanel::pauseAsked, this, [this] { m_store.pause(m_chosen.entry); });
    connect(m_fetch, &FetchPanel::cancelAsked, this, [this] { m_store.cancel(m_chosen.entry); });
    for (auto* control : {m_device.get(), m_dtype.get()}) {
        connect(control, &widgets::SegmentedControl::currentChanged, this, &ModelsPage::askPreview);
    }
}

void ModelsPage::fillList() {
    std::vector<LibraryRow> rows;
    for (const auto& info : m_laboratory.builtInModels()) {
        rows.push_back(openableRow(info));
    }
    std::vector<LibraryRow> available;
    for (const auto& model : m_store.models()) {
        auto row = storedRow(model);
        (row.path.empty() ? available : rows).push_back(std::move(row));
    }
    for (const auto& info : m_others) {
        rows.push_back(openableRow(info));
        rows.back().repository = info.name;
    }
    for (const auto& recent : m_settings.recentFolders()) {
        auto row = recentRow(recent);
        if (std::ranges::count(rows, row.path, &LibraryRow::path) == 0) {
            rows.push_back(std::move(row));
        }
    }
    rows.insert(rows.end(), available.begin(), available.end());
    m_list->setRows(std::move(rows));
}

void ModelsPage::followStore() {
    fillList();
    inspectOthers();
    const auto* stored = storedModel();
    if (stored && stored->path != m_chosen.path) {
        showEntry(stored->entry.name); // it came, or it went
    } else {
        showDetails();
    }
}

/// What other programs have fetched is looked into, and listed where it opens.
void ModelsPage::inspectOthers() {
    if (m_store.others() == m_inspected) {
        return;
    }
    m_inspected = m_store.others();
    m_inspection.request(
        [others = m_inspected](const std::stop_token& stop) {
            std::vector<ModelInfo> infos;
            for (const auto& other : others) {
                auto info = stop.stop_requested() ? Unexpected(Error{})
                                                  : api::TextModel::inspect(other.path);
                if (info) {
                    info->name = other.name;
                    info->title = other.name;
                    infos.push_back(std::move(*info));
                }
            }
            return infos;
        },
        [this](std::vector<ModelInfo> infos) {
            if (infos != m_others) {
                m_others = std::move(infos);
                fillList();
            }
        });
}

void ModelsPage::choose(const LibraryRow& row) {
    m_chosen = row;
    m_preview.reset();
    if (row.path.empty()) {
        m_request.cancel();
    }
    askPreview();
    showDetails();
}

void ModelsPage::showModel(const std::filesystem::path& path) {
    LibraryRow row;
    row.path = path;
    if (const auto* stored = m_store.findOpened(path)) {
        row.entry = stored->entry.name;
    }
    m_list->choose(row);
    choose(row);
}

void ModelsPage::showEntry(const std::string& name) {
    if (const auto* model = m_store.find(name)) {
        const auto row = storedRow(*model);
        m_list->choose(row);
        choose(row);
    }
}

void ModelsPage::open() {
    if (m_preview) {
        auto options = loadOptions();
        options.allowOverMemory = true; // the estimate beside the button has said so
        Q_EMIT openAsked(m_chosen.path, options);
    }
}

/// What the catalogue knows of the chosen model; null where it is not there.
const StoredModel* ModelsPage::storedModel() const {
    return m_chosen.entry.empty() ? nullptr : m_store.find(m_chosen.entry);
}

LoadOptions ModelsPage::loadOptions() const {
    LoadOptions options;
    options.device = devices.at(static_cast<std::size_t>(m_device->current()));
    options.dtype = dtypes.at(static_cast<std::size_t>(m_dtype->current()));
    return options;
}

void ModelsPage::setLoadOptions(const LoadOptions& options) {
    m_device->setCurrent(indexOf(devices, options.device));
    m_dtype->setCurrent(indexOf(dtypes, options.dtype));
}

Expected<ModelsPage::Preview> ModelsPage::preview(
    const std::filesystem::path& path, const LoadOptions& options) {
    auto info = api::TextModel::inspect(path);
    if (!info) {
        return Unexpected(info.error());
    }
    const auto memory = api::TextModel::estimate(path, options);
    if (!memory) {
        return Unexpected(memory.error());
    }
    const auto folder = cardFolder(path);
    return Preview{std::move(*info), *memory, readCard(folder),
        QString::fromStdString(api::ModelCard::read(folder).licence)};
}

void ModelsPage::askPreview() {
    if (m_chosen.path.empty()) {
        return;
    }
    m_request.request([path = m_chosen.path, options = loadOptions()](
                          const std::stop_token&) { return preview(path, options); },
        [this](const Expected<Preview>& found) { takePreview(found); });
}

void ModelsPage::takePreview(const Expected<Preview>& found) {
    if (found) {
        m_preview = *found;
    } else {
        m_preview.reset();
        Q_EMIT failed(found.error());
    }
    showDetails();
}

void ModelsPage::showDetails() {
    const auto* stored = storedModel();
    m_description->setText(
        stored ? descriptionText(stored->entry, QLocale().name().left(2)) : QString());
    m_description->setVisible(stored != nullptr);
    m_fetch->setVisible(stored && m_chosen.path.empty());
    m_loading->setVisible(m_preview.has_value());
    m_open->setVisible(!m_chosen.path.empty());
    m_open->setEnabled(m_preview.has_value());
    m_delete->setVisible((stored || !m_chosen.repository.empty()) && !m_chosen.path.empty());
    m_origin->setVisible(
        (stored && std::holds_alternative<downloads::HubSource>(stored->entry.source))
        || !m_chosen.repository.empty());
    m_cardText->setVisible(m_preview && !m_preview->card.isEmpty());
    if (m_preview) {
        showPreview();
    } else if (stored) {
        showStored(*stored);
    } else {
        showNothing();
    }
}

void ModelsPage::showNothing() {
    m_detailCard->setTitle(tr("No model chosen"));
    m_facts->setText(tr("Choose a model at the left, or open a folder of your own."));
}

void ModelsPage::showStored(const StoredModel& model) {
    m_detailCard->setTitle(chosenTitle());
    m_facts->setText(factsOf(model));
    m_fetch->setModel(model);
}

QString ModelsPage::chosenTitle() const {
    const auto* stored = storedModel();
    return stored   ? QString::fromStdString(stored->entry.title)
        : m_preview ? modelTitle(m_preview->info)
                    : QString();
}

QString ModelsPage::factsOf(const StoredModel& model) const {
    const auto& entry = model.entry;
    FactTable facts;
    facts.add(tr("Architecture"), architectureName(entry.family));
    //: number of parameters, and the type of the numbers
    facts.add(tr("Parameters"),
        tr("%1, %2").arg(
            parameterCount(entry.parameters), QString::fromStdString(entry.precision)));
    facts.add(tr("Context"), tr("%1 tokens").arg(widgets::formatCount(entry.contextLength)));
    facts.add(tr("Languages"), languageNames(entry.languages));
    facts.add(tr("Size on disk"), byteSize(entry.diskBytes()));
    facts.add(tr("Memory"),
        tr("about %1 as float32, a quarter of it as int8").arg(byteSize(entry.memoryBytes())));
    facts.add(tr("Lenses"), lensNames(entry.lenses));
    facts.add(tr("Licence"),
        entry.licence.empty() ? tr("as its source says") : QString::fromStdString(entry.licence));
    facts.add(tr("Source"), originText(entry));
    return facts.html();
}

void ModelsPage::showPreview() {
    m_detailCard->setTitle(chosenTitle());
    m_facts->setText(factsOfPreview());
    showMemory();
    m_cardText->showMarkdown(m_preview->card);
}

QString ModelsPage::factsOfPreview() const {
    const auto& info = m_preview->info;
    const auto* stored = storedModel();
    const QLocale locale;
    const auto name = architectureName(info.architecture);
    const auto layers = locale.toString(info.layers);
    const auto width = locale.toString(info.modelWidth);
    FactTable facts;
    facts.add(tr("Architecture"),
        info.abilities.attends
            ? tr("%1, %2 layers × %3 heads, width %4")
                  .arg(name, layers, locale.toString(info.heads), width)
            : tr("%1, %n layer(s) without attention, width %2", nullptr, info.layers)
                  .arg(name, width));
    const auto parameters = parameterCount(info.parameters);
    facts.add(tr("Parameters"),
        stored ? tr("%1, %2").arg(parameters, QString::fromStdString(stored->entry.precision))
               : parameters);
    facts.add(tr("Context"), tr("%1 tokens").arg(widgets::formatCount(info.contextLength)));
    facts.add(tr("Vocabulary"),
        tr("%1 tokens, %2")
            .arg(locale.toString(info.vocabularySize), tokenizerName(info.tokenizer)));
    facts.add(tr("Size on disk"), byteSize(info.weightBytes));
    facts.add(tr("Languages"),
        languageNames(info.languages.empty() && stored ? stored->entry.languages : info.languages));
    facts.add(tr("Lenses"), lensNames(lensesOf(info)));
    facts.add(
        tr("Licence"), stored ? QString::fromStdString(stored->entry.licence) : m_preview->licence);
    if (stored) {
        facts.add(tr("Source"), originText(stored->entry));
    }
    facts.add(tr("Folder"), QString::fromStdString(info.path.string()));
    return facts.html();
}

void ModelsPage::showMemory() {
    const auto& memory = m_preview->memory;
    auto sentence
        = tr("Needs about %1: weights %2, key–value cache %3, working memory %4; %5 is free.")
              .arg(byteSize(memory.total()), byteSize(memory.weightBytes),
                  byteSize(memory.cacheBytes), byteSize(memory.workingBytes),
                  byteSize(memory.availableBytes));
    if (!memory.fits()) {
        sentence.prepend(
            tr("This model does not fit into memory; opening it may stop other programs.")
            + QLatin1Char('\n'));
    }
    m_memory->setText(sentence);
    m_open->setText(memory.fits() ? tr("Open") : tr("Open anyway"));
}

void ModelsPage::confirmDeletion() {
    const auto* stored = storedModel();
    const bool shared
        = !stored || std::holds_alternative<downloads::HubSource>(stored->entry.source);
    auto* question = new QMessageBox(QMessageBox::Question, tr("Delete a model"),
        tr("Delete %1 from this computer? It can be fetched again.").arg(chosenTitle()),
        QMessageBox::Cancel, this);
    if (shared) {
        question->setInformativeText(
            tr("It lies in the cache of the Hugging Face Hub; other programs lose it too."));
    }
    auto* confirm = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    confirm->setObjectName(QStringLiteral("confirmDeletion"));
    question->setDefaultButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(confirm, &QPushButton::clicked, this, &ModelsPage::deleteChosen);
    question->open();
}

void ModelsPage::deleteChosen() {
    m_settings.removeRecentFolder(QString::fromStdString(m_chosen.path.string()));
    if (!m_chosen.entry.empty()) {
        m_store.remove(m_chosen.entry);
        return;
    }
    const auto gone = std::exchange(m_chosen, {});
    m_preview.reset();
    m_request.cancel();
    std::erase_if(m_others, [&](const ModelInfo& info) { return info.path == gone.path; });
    m_store.removeOther(gone.repository);
}

void ModelsPage::visitOrigin() {
    const auto* stored = storedModel();
    const auto repository = stored ? stored->entry.origin() : m_chosen.repository;
    const auto hub = m_store.mirror().isEmpty() ? m_store.standardAddress() : m_store.mirror();
    QDesktopServices::openUrl(QUrl(hub + QLatin1Char('/') + QString::fromStdString(repository)));
}

void ModelsPage::chooseMirror() {
    auto* dialog = new QInputDialog(this);
    dialog->setWindowTitle(tr("Mirror of the Hugging Face Hub"));
    dialog->setLabelText(tr("Address from which models of the Hub are fetched; empty for %1:")
                             .arg(m_store.standardAddress()));
    dialog->setTextValue(m_store.mirror());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& address) {
        m_store.setMirror(address);
        m_settings.setMirror(m_store.mirror());
    });
    dialog->open();
}

void ModelsPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    m_store.refresh();
    fillList();
    if (m_chosen.path.empty() && m_chosen.entry.empty() && m_laboratory.workspace().model()) {
        showModel(m_laboratory.workspace().model()->info().path);
    }
}

void ModelsPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void ModelsPage::retranslate() {
    m_listCard->setTitle(tr("Models"));
    m_chooseFolder->setText(tr("Open folder…"));
    m_chooseFolder->setToolTip(tr("A folder in Hugging Face layout"));
    m_chooseFile->setText(tr("Open file…"));
    m_chooseFile->setToolTip(tr("A model in one file: GGUF, or the weights of a folder"));
    m_mirror->setText(tr("Mirror…"));
    m_mirror->setToolTip(tr("Where models of the Hugging Face Hub are fetched from"));
    m_delete->setText(tr("Delete…"));
    m_delete->setToolTip(tr("Deletes this model from the disk"));
    m_origin->setText(tr("Show its page"));
    m_origin->setToolTip(tr("Opens the page of this model in the browser"));
    m_deviceLabel->setText(tr("Runs on"));
    m_device->setSegments(
        {{tr("Automatic"), tr("The graphics processor if there is one that fits")},
            {QStringLiteral("CPU"), tr("The processor")},
            {QStringLiteral("GPU"), tr("The graphics processor")}});
    m_dtypeLabel->setText(tr("Weights as"));
    m_dtype->setSegments({{QStringLiteral("float32"), tr("Exact, four bytes a weight")},
        {QStringLiteral("bfloat16"), tr("Two bytes a weight, fewer digits")},
        {QStringLiteral("int8"), tr("One byte a weight, quantised: the fastest and least exact")}});
    m_open->setText(tr("Open"));
    m_open->setToolTip(tr("Load this model; the text stays"));
    m_cardText->setAccessibleName(tr("Model card"));
    fillList();
    showDetails();
}

void ModelsPage::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int side = theme.px(12);
    layout()->setContentsMargins(theme.px(16), side, theme.px(16), side);
    findChild<QSplitter*>()->setHandleWidth(side);
    m_detailCard->findChild<QGridLayout*>()->setHorizontalSpacing(theme.px(16));
    fillList();
}

} // namespace vitrine::app
