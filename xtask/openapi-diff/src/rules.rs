//! The rules: a permanent id each, and why its verdicts are what they are.
//!
//! An id is never reused or renamed: comments on pull requests and scripts refer to it.

use crate::verdict::Direction;

/// One kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Permanent name.
    pub id: &'static str,
    /// Why it is judged as it is.
    why: &'static str,
    /// Why, where clients write the value.
    writes: &'static str,
    /// Why, where clients read it.
    reads: &'static str,
}

/// Rules on what clients do of themselves: when they retry, how long they wait, how fast they call.
const BEHAVIOUR: &[Rule] = &[ERROR_CODE_RETRY_CHANGED, RETRY_WAIT_CHANGED, CALL_RATE_CHANGED, SERVICE_LIMIT_CHANGED];

impl Rule {
    /// Why it is judged as it is, as far as it concerns this direction.
    #[must_use]
    pub fn reason(&self, direction: Direction) -> String {
        let halves = [(self.writes, direction.writes()), (self.reads, direction.reads()), (self.why, true)];
        let halves = halves.iter().filter(|(text, concerns)| *concerns && !text.is_empty());
        halves.map(|(text, _)| *text).collect::<Vec<_>>().join(" ")
    }

    /// Whether it concerns neither bytes nor types.
    pub(crate) fn is_behaviour(&self) -> bool {
        BEHAVIOUR.contains(self)
    }
}

macro_rules! rules {
    ($($name:ident $id:literal $(writes $writes:literal)? $(reads $reads:literal)? $(why $why:literal)?;)*) => {
        $(pub(crate) const $name: Rule = Rule {
            id: $id,
            why: concat!($($why)?),
            writes: concat!($($writes)?),
            reads: concat!($($reads)?),
        };)*
        /// Every rule, by subject.
        pub const ALL: &[Rule] = &[$($name),*];
    };
}

rules! {
    // What no rule judges.
    UNCLASSIFIED "unclassified"
        why "No rule knows this difference, so whom it breaks is for a person to say.";
    UNRESOLVED_REFERENCE "unresolved-reference"
        why "What a reference means that cannot be followed here is unknown.";
    EQUIVALENT "equivalent"
        why "Another way to write the same thing: nobody notices.";
    MOVED "moved"
        why "The same thing behind another reference: the wire does not change, but generators name an object described in place after the component that holds it.";

    // The document.
    OPENAPI_VERSION_CHANGED "openapi-version-changed"
        why "Patch versions of OpenAPI only clarify; between 3.0 and 3.1 keywords change their meaning and generators their ability.";
    INFO_CHANGED "info-changed"
        why "Generators carry it into comments.";
    DOCUMENT_VERSION_CHANGED "document-version-changed"
        why "The version itself binds nobody; the other changes say what it must be.";
    TAGS_CHANGED "tags-changed"
        why "The list of tags orders and explains; generators group by the tags of each operation.";
    DOCUMENT_NOTES_CHANGED "document-notes-changed"
        why "Sources and explanations of keys are prose.";
    DESCRIPTION_CHANGED "description-changed"
        why "Prose binds nobody; generators carry it into comments.";
    EXTERNAL_DOCS_CHANGED "external-docs-changed"
        why "A link to further reading.";
    EXAMPLE_ADDED "example-added"
        why "Examples teach and test, they bind nobody.";
    EXAMPLE_CHANGED "example-changed"
        why "Examples teach and test, they bind nobody.";
    EXAMPLE_REMOVED "example-removed"
        why "Examples teach and test, they bind nobody.";
    DEPRECATED_CHANGED "deprecated-changed"
        why "The service goes on; some generators mark the code, and compilers then warn.";

    // Hosts.
    SERVER_ADDED "server-added"
        why "Clients in the field do not know the host and do not need it.";
    SERVER_REMOVED "server-removed"
        why "Clients in the field call a host that is promised no more; code that names the region, or picks the server by its index, no longer has it.";
    SERVER_URL_CHANGED "server-url-changed"
        why "Clients in the field call the old host; regenerated ones call the new one with the same code.";
    SERVERS_REORDERED "servers-reordered"
        why "openapi-generator takes the first server unless told, and is told by index: regenerated code calls another host.";
    REGION_CHANGED "region-changed"
        why "The name of the region is a name in the generated code; it is never sent.";
    BACKUP_URL_CHANGED "backup-url-changed"
        why "Clients in the field fall back on a host that is promised no more; without any, regenerated code has no fallback.";

    // Operations.
    OPERATION_ADDED "operation-added"
        why "Nobody calls it yet.";
    OPERATION_REMOVED "operation-removed"
        why "Clients in the field call it, and the generated method goes.";
    OPERATION_ID_CHANGED "operation-id-changed"
        why "Generators name the method after it; it is never sent.";
    OPERATION_TAGS_CHANGED "operation-tags-changed"
        why "openapi-generator makes a class of each tag, and some generators of the first: methods that leave a class are missed. Rust does not look at tags.";
    PATH_CHANGED "path-changed"
        why "Clients in the field call the old address; the generated method keeps its name.";

    // Parameters and bodies.
    REQUIRED_PARAMETER_ADDED "required-parameter-added"
        why "Clients in the field do not send it, and the generated method takes one argument more.";
    OPTIONAL_PARAMETER_ADDED "optional-parameter-added"
        why "Nobody has to send it, but methods with positional arguments (progenitor, Java) take one more.";
    PARAMETER_REMOVED "parameter-removed"
        why "Clients in the field send it and may be refused or miss its effect; the argument goes.";
    PARAMETER_RENAMED "parameter-renamed"
        why "Clients in the field send the old name (a name in the path is never sent); languages with named arguments see the new one.";
    PARAMETER_LOCATION_CHANGED "parameter-location-changed"
        why "Clients in the field send it where it is no longer looked for; generators order arguments by location.";
    PARAMETERS_REORDERED "parameters-reordered"
        why "Generators with positional arguments follow the document's order, and arguments of one type swap in silence; progenitor sorts query parameters by name.";
    PARAMETER_BECAME_REQUIRED "parameter-became-required"
        why "Clients in the field may leave it out; the argument is no longer an option. Bodies and arguments alike.";
    PARAMETER_BECAME_OPTIONAL "parameter-became-optional"
        why "It may still be sent; the argument's type becomes an option. Bodies and arguments alike.";
    REQUEST_BODY_ADDED "request-body-added"
        why "Clients in the field send none, which breaks them when it is required; the method takes one argument more.";
    REQUEST_BODY_REMOVED "request-body-removed"
        why "Clients in the field send one that is not expected; the argument goes.";
    MEDIA_TYPE_ADDED "media-type-added"
        why "Clients go on with the type they know; where there was no content, the method now takes or gives a value.";
    MEDIA_TYPE_REMOVED "media-type-removed"
        why "Clients in the field send or ask for the type that is gone, and code handles it.";
    MEDIA_TYPE_PARAMETER_CHANGED "media-type-parameter-changed"
        why "What a parameter such as `charset` or `version` stands for is between client and service.";

    // Responses.
    STATUS_ADDED "status-added"
        why "Clients treat an unknown error as an error, but take an unknown success for one too; new types of success or error change the method's result.";
    STATUS_REMOVED "status-removed"
        why "An error that no longer comes hurts nobody, a success that does not come does; a regenerated client takes a status that is not listed for an answer that it does not know.";

    // Schemas and their names.
    SCHEMA_ADDED "schema-added"
        why "A new type beside the others.";
    SCHEMA_REMOVED "schema-removed"
        why "Generators make a type of every schema in `components`; code that names it stops compiling. The wire is judged where it was used.";
    SCHEMA_RENAMED "schema-renamed"
        why "The type is named after the schema; names of schemas are never sent.";
    REFERENCE_CHANGED "reference-changed"
        why "The value gets a type of another name; the wire is judged by what both come to.";

    // Values.
    TYPE_CHANGED "type-changed"
        why "Other values are valid in the old and the new type unless one holds the other (integer in number); the type in code changes always.";
    FORMAT_CHANGED "format-changed"
        writes "Who writes a wider format is refused by a narrower one."
        reads "Who reads a wider format meets values that do not fit."
        why "Formats choose the type in code (i32, i64, dates).";
    ENUM_CHANGED "enum-changed"
        writes "Who writes a value that is not on a closed list is refused."
        reads "Who reads a closed list fails on other values."
        why "Generated code has an enumeration for a closed list, and text for none.";
    ENUM_VALUE_ADDED "enum-value-added"
        writes "Who writes the value need not use the new one."
        reads "Generated clients fail on values they do not know, and code that matches all of them stops compiling.";
    ENUM_VALUE_REMOVED "enum-value-removed"
        writes "Who writes it is refused."
        why "Code that names the variant stops compiling.";
    GO_POINTER_CHANGED "go-pointer-changed"
        why "oapi-codegen makes a slice of the list, or a pointer to one; the wire does not know of it.";
    ENUM_DESCRIPTION_CHANGED "enum-description-changed"
        why "Prose about values.";
    VALUES_REORDERED "values-reordered"
        why "A set has no order; documents show the new one.";
    OPEN_VALUES_CHANGED "open-values-changed"
        why "Clients keep unknown values as they are, but generated code has a type with known values in place of plain text, or the reverse.";
    OPEN_VALUE_ADDED "open-value-added"
        why "Clients keep values they do not know; the type has one more name.";
    OPEN_VALUE_REMOVED "open-value-removed"
        writes "Who writes it may be refused."
        reads "Who reads never meets it again and is not hurt."
        why "Code that names the value stops compiling.";
    DOCUMENTED_PATTERN_CHANGED "documented-pattern-changed"
        why "The service judges the form; clients do not check it.";
    LIST_DESCRIPTION_CHANGED "list-description-changed"
        why "It says how the service makes its list; what is sent and what comes keep their form.";
    FORMER_NAME_CHANGED "former-name-changed"
        why "Regenerated clients read the older name as well, or no longer do; the service sends the new one.";

    // Limits. Generated clients check them on both ways (Python when it reads too, typify's strings always).
    MAXIMUM_CHANGED "maximum-changed"
        writes "Who writes beyond the limit is refused."
        reads "Who reads checks what it gets and refuses what is beyond."
        why "Rust chooses integer types by bounds.";
    MINIMUM_CHANGED "minimum-changed"
        writes "Who writes beyond the limit is refused."
        reads "Who reads checks what it gets and refuses what is beyond."
        why "Rust chooses integer types by bounds.";
    LENGTH_CHANGED "length-changed"
        writes "Who writes beyond the limit is refused."
        reads "Who reads checks what it gets and refuses what is beyond."
        why "A first or last limit makes a checked type of plain text in Rust, or the reverse.";
    ITEM_COUNT_CHANGED "item-count-changed"
        writes "Who writes beyond the limit is refused."
        reads "Who reads checks what it gets and refuses what is beyond."
        why "A fixed count makes an array of a list in Rust.";

    // Objects and arrays.
    PROPERTY_ADDED "property-added"
        writes "Writers need not send it."
        reads "Readers ignore what they do not know, unless the object was closed."
        why "Rust code builds requests with generated builders or our own layer and reads answers field by field, so a field more does not stop it.";
    REQUIRED_PROPERTY_ADDED "required-property-added"
        why "Clients in the field do not send it, and code that builds the request must name it.";
    PROPERTY_REMOVED "property-removed"
        writes "Writers may be refused or miss its effect."
        reads "Readers miss it."
        why "The field goes.";
    PROPERTY_RENAMED "property-renamed"
        writes "Clients in the field send the old name."
        reads "Clients in the field read the old name."
        why "The field is named after it.";
    PROPERTIES_REORDERED "properties-reordered"
        why "Generated constructors take the required properties by position, in the order of the document: two of one type swap in silence.";
    PROPERTY_BECAME_REQUIRED "property-became-required"
        writes "Writers that leave it out are refused."
        reads "Readers only gain."
        why "The field ceases to be an option.";
    PROPERTY_BECAME_OPTIONAL "property-became-optional"
        writes "Writers only gain."
        reads "Readers that rely on it fail."
        why "The field becomes an option.";
    ADDITIONAL_PROPERTIES_CHANGED "additional-properties-changed"
        why "Generated types of closed objects refuse unknown fields; of open ones they may keep them in a map.";
    ITEMS_CHANGED "items-changed"
        why "A type for the items narrows what a list may hold and names its items in code.";

    // Components of other kinds: their users are judged where they use them.
    COMPONENT_ADDED "component-added"
        why "Nothing is generated from it before something refers to it.";
    COMPONENT_REMOVED "component-removed"
        why "Those that referred to it are judged on their own.";
    UNUSED_COMPONENT_CHANGED "unused-component-changed"
        why "Nothing is generated from what nothing refers to.";

    // Our own keys.
    ERROR_CODE_ADDED "error-code-added"
        why "Clients keep codes they do not know as numbers; there is one more constant.";
    ERROR_CODE_REMOVED "error-code-removed"
        why "A code that is not answered hurts nobody on the wire; its constant goes.";
    ERROR_CODE_RENAMED "error-code-renamed"
        why "The constant is named after it; only the number is sent.";
    ERROR_CODE_RENUMBERED "error-code-renumbered"
        why "Clients in the field do not recognise the failure any more, and the constant has another value.";
    ERROR_CODE_RETRY_CHANGED "error-code-retry-changed"
        why "Clients in the field retry as before, which only costs them time; regenerated ones behave differently.";
    ERROR_CODE_FAMILY_CHANGED "error-code-family-changed"
        why "Questions such as whether the account is at fault are answered by it in generated code.";
    ERROR_CODE_ACTOR_CHANGED "error-code-actor-changed"
        why "Advice on who should act; no client decides by it.";
    ERROR_CODE_TEXT_CHANGED "error-code-text-changed"
        why "Meaning, remedy, note and sources are prose.";
    RETRY_CLASS_ADDED "retry-class-added"
        why "One more name; codes that take it are judged on their own.";
    RETRY_CLASS_REMOVED "retry-class-removed"
        why "Code that names the class stops compiling; codes that had it are judged on their own.";
    RETRY_WAIT_CHANGED "retry-wait-changed"
        why "Clients in the field come back too early after a longer wait; regenerated ones wait as told.";
    CALL_RATE_CHANGED "call-rate-changed"
        why "Clients in the field that use the old rate are refused at a lower one; regenerated ones keep the new rate, but code that reads it needs it to be there.";
    SAFE_TO_REPEAT_CHANGED "safe-to-repeat-changed"
        why "Clients repeat a request after a lost response only where that does no harm; what was safe and is not any more is done twice.";
    GROUP_TYPE_ADDED "group-type-added"
        why "More groups can be asked for.";
    GROUP_TYPE_REMOVED "group-type-removed"
        why "Calls for such groups are refused; no code depends on the list.";
    GROUP_TYPES_CHANGED "group-types-changed"
        why "Sources and readings that the document does not follow are for people.";
    REQUIREMENTS_CHANGED "requirements-changed"
        why "Applications of an edition that no longer suffices, or without a switch that is now needed, are refused; a switch under another name may be the same. Nothing is generated from it.";
    PAGINATION_CHANGED "pagination-changed"
        why "Clients in the field page by the old fields and ends, and the reading loop is generated from it; the total only informs.";
    OPERATION_ERROR_CODES_CHANGED "operation-error-codes-changed"
        why "Clients keep every code whether it is listed or not; the lists inform.";
    SERVICE_LIMIT_CHANGED "service-limit-changed"
        why "Clients in the field give up before a longer time or a larger answer is over; regenerated ones follow, but code that reads the limit needs it to be there.";
}
