/**
 * Which terms of the Data Privacy Vocabulary may a policy map to?
 *
 * Names of classes and properties that were read in the files of release 2.3 (https://w3id.org/dpv/2.3,
 * modules `processing`, `purposes`, `legal_basis`, `entities_*`, `*_measures`, `TOM`, `rights`, `notice`, `context`,
 * `jurisdiction`, `personal_data`, `process`, `processing_context` and the extension `pd`; commit b70b397 of its repository and
 * neighbours). Names only: facts, without the definitions. A term that is not here was not read, so the
 * checker refuses it; a release is changed by reading the new one, not by guessing.
 *
 * Source: W3C Data Privacy Vocabularies and Controls Community Group, W3C document licence 2023.
 * Requirements: L-16, R-9, R-96.
 */
export const VOCABULARY_VERSION = '2.3'
export const DPV_NAMESPACE = 'https://w3id.org/dpv#'
export const PD_NAMESPACE = 'https://w3id.org/dpv/pd#'

const PROCESSING = `Access Acquire Adapt Aggregate Align Alter Analyse Anonymise Assess Collect Combine Consult Copy
CrossBorderTransfer Delete Derive Destruct Disclose DiscloseByTransmission Display Disseminate Download Erase Export
Filter Format Generate Infer MakeAvailable Match Modify Monitor Move Observe Obtain Organise Processing Profiling
Pseudonymise Query Record Reformat Remove Restrict Retrieve Screen Share Store Structure Transfer Transform Transmit Use`

const PURPOSES = `AccountManagement Advertising AgeVerification CommercialPurpose CommunicationForCustomerCare
CommunicationManagement CustomerCare CustomerClaimsManagement CustomerManagement CustomerRelationshipManagement
CustomerSolvencyMonitoring DirectMarketing DisputeManagement EnforceAccessControl EnforceSecurity
EstablishContractualAgreement FraudPreventionAndDetection FulfilmentOfContractualObligation FulfilmentOfObligation
IdentityAuthentication IdentityVerification ImproveExistingProductsAndServices ImproveHealthcare LegalCompliance
Marketing MisusePreventionAndDetection Purpose RecordManagement RequestedServiceProvision ResearchAndDevelopment
RightsFulfilment ScientificResearch ServiceAccessDetermination ServiceManagement ServiceMonitoring
ServiceOptimisation ServicePersonalisation ServiceProvision ServiceRegistration ServiceUsageAnalytics
TargetedAdvertising TechnicalServiceProvision Verification`

const GROUNDS = `Consent Contract ContractPerformance EnterIntoContract LegalBasis LegalObligation LegitimateInterest
OfficialAuthorityOfController PublicInterest VitalInterest`

const ENTITIES = `Adult Applicant Child Citizen Client Consumer Customer DataController DataProcessor
DataProtectionOfficer DataSubject DataSubProcessor Employee HumanSubject JobApplicant Member Patient Recipient
ServiceConsumer ServiceProvider Student Subscriber ThirdParty User Visitor`

const MEASURES = `AccessControlMethod ActivityMonitoring Anonymisation AssetManagementProcedures Assessment
AuthenticationProtocols AuthorisationProtocols CryptographicKeyManagement CryptographicMethods DataBackupProtocols
DigitalSignatures DisasterRecoveryProcedures EffectivenessDeterminationProcedures Encryption EncryptionAtRest
EncryptionInTransfer GovernanceProcedures IncidentManagementProcedures IncidentReportingCommunication InformationAudit
InformationSecurityPolicy IntrusionDetectionSystem LegalComplianceAssessment LegalComplianceAudit LegalMeasure
LoggingPolicy MonitoringPolicy MultiFactorAuthentication OrganisationalMeasure PhysicalMeasure TechnicalMeasure
TechnicalOrganisationalMeasure`

const CONTEXT = `ConsentNotice Country DataSource DataSubjectDataSource DataSubjectRight Duration Jurisdiction Law Location
Necessity Optional PersonalDataProcess PrivacyNotice Process Required Right Service StorageCondition StorageDuration
StorageLocation TemporalDuration hasApplicableLaw hasCountry hasDataController hasDataProtectionOfficer hasDataSource
hasDataSubject hasDuration hasIdentifier hasJurisdiction hasLegalBasis hasLocation hasNecessity hasNotice
hasOrganisationalMeasure hasPersonalData hasProcess hasProcessing hasPurpose hasRecipient hasRecipientThirdParty hasRight
hasStorageCondition hasTechnicalMeasure hasTechnicalOrganisationalMeasure`

const DATA = `AnonymisedData PseudonymisedData`

const PERSONAL_DATA = `AccountIdentifier Age AgeRange BankAccount BirthDate BirthPlace BrowserFingerprint BrowserHistory
BrowsingBehaviour BrowsingReferral Citizenship City Communication Contact Country Credit CreditRecord CreditScore
CreditStanding CreditWorthiness CurrentEmployment CurrentLocation Demographic DeviceBased DeviceOperatingSystem
DeviceSoftware Disability Domicile Education EducationQualification EmailAddress EmailAddressPersonal
EmploymentHistory External Family FamilyStructure Financial FinancialAccount FinancialAccountNumber FinancialStatus
GPSCoordinate Gender Genetic Geographic Health HealthHistory HealthRecord HomeLocation HouseOwned IPAddress
Identifier Identifying Income IncomeBracket Insurance Interest Internal Job Language LinkClicked LoanRecord Location
MaritalStatus MedicalHealth Name Nationality OfficialID Ownership Passport PersonalDocuments PhysicalAddress
PhysicalHealth Preference Prescription Professional ProfessionalExperience ProfessionalTraining PublicLife Region
Relationship Social SocialMedia SocialNetwork SocialStatus Tax TelephoneNumber Tracking Transaction UID UserAgent Username`

export const DPV_TERMS = named(
  [PROCESSING, PURPOSES, GROUNDS, ENTITIES, MEASURES, CONTEXT, DATA].join('\n'),
)
export const PD_TERMS = named(PERSONAL_DATA)

function named(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}
